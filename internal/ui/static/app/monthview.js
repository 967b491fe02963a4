// A month that is not to be edited here: what was reported, and for the secretariat the decision about it.
import { html } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { useAct } from './load.js';
import { may } from './may.js';
import { instant, wanText, yi } from './format.js';
import { shortWord, word } from './vocabulary.js';
import { Acts } from './acts.js';
import { Fault, Panel } from './parts.js';

const money = (wan) => html`<span title=${wanText(wan)}>${yi(wan)} ${t('亿元', '¥100m')}</span>`;

// fields are what a remark can be put on.
const fields = () => [['/progress', t('本月进展', 'Progress')], ['/investedThisMonthWan', t('本月完成投资', 'Invested this month')],
  ['/investedTotalWan', t('累计完成投资', 'Total')], ['/fundsArrivedWan', t('到位资金', 'Funds arrived')],
  ['/nextPlan', t('下月计划', 'Next plan')], ['/problems', t('需协调的问题', 'Problems')], ['/light', t('灯', 'Light')], ['/noChange', t('无变化', 'No change')]];

function rowsOf(s) {
  return [['/progress', t('本月进展', 'Progress'), (s.noChange ? t('【无变化】', '[no change] ') : '') + s.progress], ['/investedThisMonthWan', t('本月完成投资',
    'Invested this month'), money(s.investedThisMonthWan)],
    ['/investedTotalWan', t('累计完成投资', 'Total'), html`${money(s.investedTotalWan)}${s.previous && html` <span class="dim small">${t('上次',
      'before')} ${yi(s.previous.investedTotalWan)}</span>`}`],
    ['/correctionReason', t('更正原因', 'Correction'), s.correctionReason], ['/fundsArrivedWan', t('到位资金', 'Funds arrived'), money(s.fundsArrivedWan)],
      ['/nextPlan', t('下月计划', 'Next plan'), s.nextPlan],
    ['/problems', t('需协调的问题', 'Problems'), s.problems?.length ? html`<ul>${s.problems.map((p) => html`<li>
      <b>${word('issueKind', p.kind)}</b> ${p.title} ${p.detail && html`<span class="dim">${p.detail}</span>`}</li>`)}</ul>` : t('无', 'None')],
    ['/light', t('灯', 'Light'), shortWord('light', s.light) + (s.light !== s.lightByRule ? t(`（按规则应为${shortWord('light', s.lightByRule)}）`,
      ` (by rule ${shortWord('light', s.lightByRule)})`) : '') + (s.lightReason || s.lightDetail ? ' · ' + (s.lightReason || s.lightDetail) : '')],
    ['', t('提交', 'Submitted'), s.submittedAt && `${instant(s.submittedAt)} ${s.submittedBy}`],
      ['', t('采纳', 'Accepted'), s.acceptedAt && `${instant(s.acceptedAt)} ${s.acceptedBy}`]].filter(([, , v]) => v);
}

// sendBack returns the month with a reason and remarks on fields.
const sendBack = (path) => ({ key: 'return', label: t('退回', 'Return'), title: t('退回修改', 'Return to the county'), danger: true, path: path + '/return',
  fields: [['reason', 'area', t('退回理由', 'Reason'), { required: true, rows: 3, max: 2000 }],
    ['remarks', 'rows', t('对具体栏目的意见', 'Remarks on fields'), { add: t('添加一条意见', 'Add a remark'), row: { pointer: '/progress' },
      hint: t('县里会在对应栏目下看到', 'the county sees them at those fields'), fields: [
        ['pointer', 'select', t('栏目', 'Field'), { empty: null, options: fields().map(([value, label]) => ({ value, label })) }],
        ['detail', 'text', t('意见', 'Remark'), { max: 500 }]] }]],
  body: (v) => ({ ...v, remarks: (v.remarks || []).filter((r) => r.detail) }) });

export function MonthView({ project, status, meeting, onChanged }) {
  const act = useAct();
  const path = `/projects/${project.id}/months/${status.month}`;
  const open = meeting?.state === 'open';
  const handedIn = ['submitted', 'accepted'].includes(status.state);
  const readAgain = () => act.run(async () => onChanged(await get(path)));
  const accept = () => act.run(async () => onChanged(await post(path + '/acceptance', {}, { version: status.version })));
  return html`<${Panel} title=${t('填报内容', 'What was reported')}>
    ${!status.version && html`<p class="empty">${t('县（市、区）尚未填报。', 'The county has not reported yet.')}</p>`}
    ${Boolean(status.version) && html`<dl class="facts wide">${rowsOf(status).map(([pointer, label, value]) => html`<div key=${label}><dt>${label}</dt><dd>${value}
      ${(status.remarks || []).filter((r) => pointer && r.pointer.startsWith(pointer)).map((r) => html`<small
        class="complaint">${t('意见：', 'Remark: ')}${r.detail}</small>`)}</dd>
        </div>`)}</dl>`}
    <${Fault} problem=${act.problem} onStale=${readAgain} />
    ${!open && may('month.accept') && status.state === 'submitted' && html`<p class="small dim">${t('本月已关账：采纳后计入本月数据，并在正在填报的月份列为“更正”。',
      'The month is closed: accepted, it counts in this month and is announced as a restatement by the open one.')}</p>`}
    ${Boolean(status.version) && html`<div class="form-end">
      ${may('month.accept') && status.state === 'submitted' && html`<button type="button" class="primary" disabled=${act.busy}
        onClick=${accept}>${t('采纳', 'Accept')}</button>`}
      <${Acts} acts=${[open && may('month.return') && handedIn && sendBack(path)]} row=${status} onDone=${onChanged} onStale=${readAgain} /></div>`}<//>`;
}
