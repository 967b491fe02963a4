// What may be done with a fund request, by whom and at which state: a copy of the conditions of internal/fund.
import { t } from './i18n.js';
import { noteField, reasonField } from './entries.js';
import { may } from './may.js';
import { options } from './vocabulary.js';
import { today } from './format.js';

const wan = t('万元', '¥10k');
const amount = (name, label, more = {}) => [name, 'number', label, { required: true, unit: wan, money: true, ...more }];
const fundOptions = (funds) => funds.map((f) => ({ value: f.id, label: f.name }));

const decision = (r, path) => ({ key: 'decision', kind: 'primary', label: t('投决', 'Decide'), path: path + '/decision',
  initial: { committedWan: String(r.amountWan) }, fields: [
  ['decision', 'select', t('决定', 'Decision'), { required: true, options: options('fundDecision') }],
  amount('committedWan', t('承诺金额', 'Committed'), { when: (v) => v.decision !== 'refuse' }), ['meetingNumber', 'text', t('投决会文号', 'Number of the meeting'), { max: 100 }],
  ['conditions', 'lines', t('条件', 'Conditions'), { rows: 3, when: (v) => v.decision !== 'refuse' }], noteField({ hint: t('不予支持，或尽调未通过仍予支持的必填', 'needed to refuse, and to approve what due diligence failed') })] });

const agreement = (r, path) => ({ key: 'agreement', kind: 'primary', label: t('登记协议', 'Record the agreement'), path: path + '/agreement',
  initial: { signedOn: today(), tranches: [{ amountWan: String(r.committedWan) }] }, fields: [
  ['number', 'text', t('协议编号', 'Number'), { required: true, max: 100 }], ['signedOn', 'date', t('签订日期', 'Signed on'), { required: true, max: today() }],
  ['tranches', 'rows', t('各期（合计须等于承诺金额）', 'Tranches (together what was committed)'), { required: true, always: true, add: t('添加一期', 'Add a tranche'), fields: [
    amount('amountWan', t('金额', 'Amount')), ['dueOn', 'date', t('拨付日期', 'Due'), { required: true }],
      ['condition', 'text', t('拨付条件', 'Condition'), { max: 500 }]] }]] });

const payment = (r, path) => ({ key: 'payment', kind: 'primary', label: t('登记拨付', 'Record a payment'), path: path + '/disbursements',
  initial: { paidOn: today() }, fields: [
  amount('amountWan', t('金额', 'Amount')), ['paidOn', 'date', t('拨付日期', 'Paid on'), { required: true, max: today() }],
  ['tranche', 'select', t('期次', 'Tranche'), { empty: t('不指定', 'none in particular'), options: r.tranches.map((x) => ({ value: String(x.number),
  label: t(`第 ${x.number} 期`, `no. ${x.number}`) })) }],
  noteField({ max: 500 })], body: (v) => ({ ...v, tranche: v.tranche ? Number(v.tranche) : undefined }) });

export function fundActs(r, funds) {
  const path = '/fund/requests/' + r.id, decides = may('fundRequest.decide'), early = ['requested', 'accepted', 'diligence'].includes(r.state);
  return [
    decides && r.state === 'requested' && { key: 'acceptance', kind: 'primary', label: t('受理', 'Accept'), path: path + '/acceptance',
      initial: { fundId: r.fundId || funds[0]?.id || '' }, fields: [
      ['fundId', 'select', t('基金', 'Fund'), { required: true, options: fundOptions(funds) }], noteField()] },
    may('fundDiligence.record') && r.state === 'accepted' && { key: 'start', kind: 'primary', label: t('启动尽调', 'Start due diligence'),
      path: path + '/diligence', fields: [
      ['institution', 'text', t('尽调机构', 'Institution'), { required: true, max: 200 }], ['dueOn', 'date', t('办结期限（不填为 30 个工作日）', 'Due (left out: 30 workdays)')],
      ['checklist', 'lines', t('尽调清单', 'Checklist'), { rows: 5 }]] },
    decides && r.state === 'diligence' && r.diligence.finishedOn && decision(r, path),
    decides && r.state === 'decided' && agreement(r, path),
    decides && ['agreed', 'disbursing'].includes(r.state) && payment(r, path),
    decides && ['decided', 'agreed', 'disbursing'].includes(r.state) && { key: 'closure', kind: 'danger', label: t('提前办结', 'Close'),
      path: path + '/closure', text: t('未拨付的承诺金额释放回基金。', 'What is promised and not paid is free again.'), fields: [reasonField()] },
    decides && early && !r.diligence.finishedOn && { key: 'refusal', kind: 'danger', label: t('不予支持', 'Refuse'), path: path + '/refusal',
      fields: [reasonField()] },
    may('fundRequest.retract') && early && { key: 'withdrawal', kind: 'danger', label: t('撤回申请', 'Withdraw'), path: path + '/withdrawal',
      fields: [reasonField()] },
  ];
}

// diligenceActs go with the version of the examination, which is a row of its own.
export const diligenceActs = (r, x) => (may('fundDiligence.record') && r.state === 'diligence' && !x.finishedOn ? [
  { key: 'findings', label: t('补充发现', 'Add findings'), path: `/fund/requests/${r.id}/diligence`, initial: { findings: [{ severity: 'low' }] }, fields: [
    ['findings', 'rows', t('尽调发现', 'Findings'), { required: true, add: t('再加一条', 'Add one'), row: { severity: 'low' }, fields: [
      ['item', 'text', t('事项', 'Item'), { required: true, max: 200 }], ['finding', 'area', t('发现', 'Finding'), { required: true, rows: 3, max: 4000 }],
      ['severity', 'select', t('程度', 'Severity'), { required: true, empty: null, options: options('findingSeverity') }]] }]] },
  { key: 'finish', kind: 'primary', label: t('办结尽调', 'Finish'), path: `/fund/requests/${r.id}/diligence`,
    text: t('办结后不能再改。', 'It can no longer be changed then.'), fields: [
    ['result', 'select', t('结论', 'Result'), { required: true, options: options('diligenceResult') }],
    ['report', 'area', t('报告摘要', 'Report'), { required: true, rows: 6, max: 20000 }]],
  body: ({ report, ...v }) => ({ ...v, ...(report ? { report: { text: report } } : {}) }) }] : []);

// askFund begins a request of a project.
export const askFund = (p, funds) => ({ key: 'fund', label: t('申请基金', 'Ask a fund'), path: '/fund/requests', fields: [
  amount('amountWan', t('申请金额', 'Amount')), ['fundId', 'select', t('基金', 'Fund'), { empty: t('由受理时确定', 'chosen at acceptance'), options: fundOptions(funds) }],
  ['purpose', 'area', t('用途', 'Purpose'), { max: 2000 }]], body: (v) => ({ ...v, projectId: p.id }) });
