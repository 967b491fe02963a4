// What may be done with a land request, by whom and at which state: a copy of the conditions of internal/land.
import { t } from './i18n.js';
import { reasonField } from './entries.js';
import { may, mayInCity } from './may.js';
import { choices, named, options } from './vocabulary.js';

const mu = t('亩', 'mu');
const note = (label, more = {}) => ['note', 'area', label, { rows: 3, max: 2000, ...more }];
const poolOptions = (pools) => pools.map((p) => ({ value: p.id, label: `${p.name}（${t('可用', 'free')} ${p.balanceMu} ${mu}）` }));

// shortOf are the checks that an approval has to explain.
const shortOf = (r) => r.checks.filter((c) => !c.ok && c.value !== null && c.value !== undefined);

const approval = (r, path, pools) => ({ key: 'approval', kind: 'primary', label: t('核准', 'Approve'), path: path + '/approval',
  initial: { grants: [{ poolId: pools[0]?.id || '', areaMu: String(r.areaMu) }] }, fields: [
    ['grants', 'rows', t('指标来源', 'From the pools'), { required: true, always: true, add: t('添加指标池', 'Add a pool'), fields: [
      ['poolId', 'select', t('指标池', 'Pool'), { required: true, options: poolOptions(pools) }],
      ['areaMu', 'number', t('面积', 'Area'), { required: true, unit: mu }]] }],
    ['startBy', 'date', t('开工期限', 'Start by'), { required: true }], ['conditions', 'lines', t('条件', 'Conditions'), { rows: 3 }],
    note(t('说明', 'Note'), shortOf(r).length > 0 && { required: true, hint: t(`有 ${shortOf(r).length} 项未达标，须说明理由`, `${shortOf(r).length} checks are not met: say why`) })] });

// decides is false for a county's land office where the city's quota is asked for.
const decides = (r) => (r.cityShareMu > 0 ? mayInCity('landRequest.decide') : may('landRequest.decide'));

export function landActs(r, pools, supplies) {
  const path = `/land/requests/${r.id}`, open = ['requested', 'prechecked'].includes(r.state), granted = ['approved', 'used'].includes(r.state) && r.leftMu > 0;
  return [
    may('landRequest.check') && r.state === 'requested' && { key: 'precheck', kind: 'primary', label: t('预审', 'Precheck'), path: path + '/precheck',
      initial: { ok: true },
      fields: [['ok', 'check', t('预审通过', 'It passes')], note(t('意见（未通过必填）', 'Opinion (needed when it does not)'))] },
    decides(r) && r.state === 'prechecked' && approval(r, path, pools),
    decides(r) && open && { key: 'reservation', label: t('预留指标', 'Reserve'), path: path + '/reservation', initial: { areaMu: String(r.areaMu) }, fields: [
      ['poolId', 'select', t('指标池', 'Pool'), { required: true, options: poolOptions(pools) }], ['areaMu', 'number', t('面积', 'Area'), { unit: mu }],
      ['expiresOn', 'date', t('有效期至', 'Expires on')], note(t('说明', 'Note'))] },
    decides(r) && open && { key: 'refusal', kind: 'danger', label: t('不予核准', 'Refuse'), path: path + '/refusal', fields: [reasonField()] },
    may('landRequest.retract') && open && { key: 'withdrawal', kind: 'danger', label: t('撤回申请', 'Withdraw'), path: path + '/withdrawal',
      fields: [reasonField()] },
    may('landRequest.use') && granted && { key: 'use', kind: 'primary', label: t('使用指标', 'Use'), path: path + '/use',
      initial: { areaMu: String(r.leftMu) }, fields: [
      ['areaMu', 'number', t('面积', 'Area'), { required: true, unit: mu }],
      ['supplyId', 'select', t('对应供地', 'For the parcel'), { options: supplies.map((s) => ({ value: s.id,
      label: `${s.parcel} ${s.suppliedOn} ${s.areaMu} ${mu}` })) }], note(t('说明', 'Note'), { max: 500 })] },
    may('landRequest.retract') && granted && { key: 'return', label: t('退回指标', 'Give back'), path: path + '/return', fields: [
      ['areaMu', 'number', t('面积（不填为全部剩余）', 'Area (left out: all that is left)'), { unit: mu }], reasonField()] },
    decides(r) && granted && { key: 'recall', kind: r.recallProposed ? 'primary' : 'plain',
      label: r.recallProposed ? t('决定是否收回', 'Decide on the recall') : t('延长开工期限', 'Extend the start-by day'),
      path: path + '/recall', initial: { decision: r.recallProposed ? '' : 'extend' }, fields: [
        ['decision', 'select', t('决定', 'Decision'), { required: true, options: choices('recallDecision').filter((c) => r.recallProposed || c.code === 'extend').map((c) => ({ value: c.code, label: named(c) })) }],
        ['startBy', 'date', t('新的开工期限', 'New start-by day'), { when: (v) => v.decision === 'extend', required: true }], reasonField()] },
  ];
}

// askLand begins a request of a project.
export const askLand = (p) => ({ key: 'land', label: t('申请用地指标', 'Ask for land'), path: '/land/requests',
  initial: { kind: 'newLand', areaMu: p.landMu ? String(p.landMu) : '' }, fields: [
  ['kind', 'select', t('指标类型', 'Kind'), { required: true, empty: null, options: options('poolKind') }],
  ['areaMu', 'number', t('申请面积', 'Area'), { required: true, unit: mu }],
  ['ownShareMu', 'number', t('其中县级自有', 'of it the county\'s own'), { unit: mu, hint: t('其余申请市级统筹', 'the rest is asked of the city') }],
  reasonField(),
  ['investmentPerMuWan', 'number', t('亩均投资（不填取自项目）', 'Investment per mu (left out: the project\'s)'), { unit: t('万元/亩', '¥10k per mu') }],
  ['taxPerMuWan', 'number', t('亩均税收（不填取自项目）', 'Tax per mu (left out: the project\'s)'), { unit: t('万元/亩', '¥10k per mu') }],
  ['plotRatio', 'number', t('容积率（不填取自项目）', 'Plot ratio (left out: the project\'s)'), { unit: '' }],
  ['startMonths', 'number', t('取得土地后几个月开工', 'Months to the start of construction'), { unit: t('个月', 'months') }]], body: (v) => ({ ...v, projectId: p.id }) });
