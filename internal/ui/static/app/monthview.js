// A month that is not to be edited here: what was reported, and for the secretariat the decision about it.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { post } from './api.js';
import { useAct } from './load.js';
import { may } from './may.js';
import { instant, wanText, yi } from './format.js';
import { shortWord, word } from './vocabulary.js';
import { Confirm, Fault, Panel } from './parts.js';

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

// ReturnDialog sends the month back with a reason and remarks on fields.
function ReturnDialog({ path, status, onDone, onClose }) {
  const [remarks, set] = useState([]);
  const run = async (reason) => onDone(await post(path + '/return', { reason, remarks: remarks.filter((r) => r.detail.trim()) }, { version: status.version }));
  const change = (i, part) => set(remarks.map((r, j) => (j === i ? { ...r, ...part } : r)));
  return html`<${Confirm} title=${t('退回修改', 'Return to the county')} action=${t('退回', 'Return')} danger reason=${t('退回理由', 'Reason')} onConfirm=${run} onClose=${onClose}>
    <p class="small">${t('可对具体栏目提出意见，县里会在对应栏目下看到：', 'Remarks on fields are shown to the county at those fields:')}</p>
    ${remarks.map((r, i) => html`<div class="remark" key=${i}>
      <select aria-label=${t('栏目', 'Field')} value=${r.pointer}
        onChange=${(e) => change(i, { pointer: e.target.value })}>${fields().map(([p, l]) => html`<option value=${p} key=${p}>${l}</option>`)}</select>
      <input aria-label=${t('意见', 'Remark')} value=${r.detail} maxlength="500" onInput=${(e) => change(i, { detail: e.target.value })} /></div>`)}
    <button type="button" class="link" onClick=${() => set([...remarks, { pointer: '/progress', detail: '' }])}>${t('添加一条意见', 'Add a remark')}</button><//>`;
}

export function MonthView({ project, status, meeting, onChanged }) {
  const [returning, setReturning] = useState(false);
  const act = useAct();
  const path = `/projects/${project.id}/months/${status.month}`;
  const open = meeting?.state === 'open';
  const handedIn = ['submitted', 'accepted'].includes(status.state);
  const accept = () => act.run(async () => onChanged(await post(path + '/acceptance', {}, { version: status.version })));
  return html`<${Panel} title=${t('填报内容', 'What was reported')}>
    ${!status.version && html`<p class="empty">${t('县（市、区）尚未填报。', 'The county has not reported yet.')}</p>`}
    ${Boolean(status.version) && html`<dl class="facts wide">${rowsOf(status).map(([pointer, label, value]) => html`<div key=${label}><dt>${label}</dt><dd>${value}
      ${(status.remarks || []).filter((r) => pointer && r.pointer.startsWith(pointer)).map((r) => html`<small
        class="complaint">${t('意见：', 'Remark: ')}${r.detail}</small>`)}</dd>
        </div>`)}</dl>`}
    <${Fault} problem=${act.problem} />
    ${!open && may('month.accept') && status.state === 'submitted' && html`<p class="small dim">${t('本月已关账：采纳后计入本月数据，并在正在填报的月份列为“更正”。',
      'The month is closed: accepted, it counts in this month and is announced as a restatement by the open one.')}</p>`}
    ${Boolean(status.version) && html`<div class="form-end">
      ${may('month.accept') && status.state === 'submitted' && html`<button type="button" class="primary" disabled=${act.busy}
        onClick=${accept}>${t('采纳', 'Accept')}</button>`}
      ${open && may('month.return') && handedIn && html`<button type="button" class="plain" onClick=${() => setReturning(true)}>${t('退回', 'Return')}</button>`}</div>`}
    ${returning && html`<${ReturnDialog} ...${{ path, status }} onDone=${onChanged} onClose=${() => setReturning(false)} />`}<//>`;
}
