// The months of the meeting, and opening the next one.
import { html } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { useAct, useLoad } from './load.js';
import { useDraft } from './drafts.js';
import { may } from './may.js';
import { instant, month as monthName, today } from './format.js';
import { Empty, Fault, Loaded, Page, Panel, State } from './parts.js';
import { TextField, homeless } from './fields.js';
import { newestFirst, openMonth } from './months.js';
import { go } from './router.js';

const nextOf = (m) => { const [y, n] = m.split('-').map(Number); return n === 12 ? `${y + 1}-01` : `${y}-${String(n + 1).padStart(2, '0')}`; };

function OpenMonth({ items }) {
  const next = items.length ? nextOf(newestFirst(items)[0].month) : today().slice(0, 7);
  const [value, set, draft] = useDraft('meeting.open.' + next, { month: next, deadline: '', heldOn: '' });
  const act = useAct();
  const form = { value, set, problem: act.problem };
  const submit = (event) => {
    event.preventDefault();
    // The deadline is typed as the city's wall clock.
    const body = { month: value.month };
    if (value.deadline) body.deadline = new Date(value.deadline + ':00+08:00').toISOString();
    if (value.heldOn) body.heldOn = value.heldOn;
    act.run(async () => { const made = await post('/meetings', body); draft.forget(); go('/meeting/' + made.month); });
  };
  return html`<${Panel} title=${t('开启月份', 'Open a month')}><form onSubmit=${submit} novalidate><div class="grid">
    <${TextField} form=${form} name="month" label=${t('月份', 'Month')} type="month" required />
    <${TextField} form=${form} name="deadline" label=${t('填报截止（北京时间）', 'Deadline (Beijing time)')} type="datetime-local"
      hint=${t('不填则按默认规则', 'left empty: by the default rule')} />
    <${TextField} form=${form} name="heldOn" label=${t('会议日期', 'Day of the meeting')} type="date" /></div>
    <${Fault} problem=${act.problem} others=${homeless(act.problem, ['/month', '/deadline', '/heldOn'])} />
    <div class="form-end"><button class="primary" disabled=${act.busy}>${t('开启', 'Open')}</button></div></form><//>`;
}

export function Meetings() {
  const list = useLoad((signal) => get('/meetings', { limit: 100 }, signal), []);
  return html`<${Page} title=${t('月度汇报会', 'Monthly meeting')}><${Loaded} from=${list}>${({ items }) => html`
    ${may('meeting.open') && !openMonth(items) && html`<${OpenMonth} items=${items} />`}
    ${items.length === 0 ? html`<${Empty}>${t('还没有月份。', 'No month yet.')}<//>` : html`<div class="scroll"><table class="list cards"><thead><tr>
      <th>${t('月份', 'Month')}</th><th>${t('状态', 'State')}</th><th>${t('截止', 'Deadline')}</th><th>${t('会议日期', 'Held on')}</th>
      <th>${t('快照', 'Snapshot')}</th><th>${t('排名', 'Board')}</th></tr></thead>
      <tbody>${newestFirst(items).map((m) => html`<tr key=${m.month}>
        <td data-label=${t('月份', 'Month')}><a href=${'/meeting/' + m.month}>${monthName(m.month)}</a></td><td data-label=${t('状态', 'State')}>
        <${State} list="meetingState" code=${m.state} /></td><td data-label=${t('截止', 'Deadline')}>${instant(m.deadline)}</td>
        <td data-label=${t('会议日期', 'Held on')}>${m.heldOn || '—'}</td>
        <td data-label=${t('快照', 'Snapshot')}>${m.snapshot ? html`<span title=${m.snapshot.sha256}>${t(`第 ${m.snapshot.version} 版`,
          `version ${m.snapshot.version}`)} · ${instant(m.snapshot.closedAt)}</span>` : '—'}</td>
        <td><a href=${'/board/' + m.month}>${t('排名', 'Board')}</a></td></tr>`)}</tbody></table></div>`}`}<//><//>`;
}
