// One month's meeting: closing and reopening it, the order of speaking, the words of the papers, and the papers.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { instant, left, month as monthName } from './format.js';
import { Empty, Loaded, Page, Panel, State, Tabs } from './parts.js';
import { Acts } from './acts.js';
import { monthActs } from './meetingacts.js';
import { newestFirst } from './months.js';
import { Restated } from './restated.js';
import { Agenda } from './agenda.js';
import { Sections } from './sections.js';
import { Packs } from './packs.js';
import { MeetingDecisions } from './meetingdecisions.js';

const tabs = () => [['overview', t('概况', 'Overview')], ['agenda', t('议程', 'Agenda')],
  ...(may('decision.list') ? [['decisions', t('议定事项', 'Decisions')]] : []), ['sections', t('文字', 'Narrative')], ...(may('pack.read') ? [['packs', t('材料', 'Papers')]] : [])];

function Overview({ meeting, newest, onChanged, onStale }) {
  const s = meeting.snapshot;
  return html`<${Panel} title=${t('本月', 'The month')}><dl class="facts">
      <div><dt>${t('状态', 'State')}</dt><dd><${State} list="meetingState" code=${meeting.state} /></dd></div>
      <div><dt>${t('填报截止', 'Deadline')}</dt><dd>${instant(meeting.deadline)} ${meeting.state === 'open' ? `（${left(meeting.deadline)}）` : ''}</dd></div>
      <div><dt>${t('会议日期', 'Held on')}</dt><dd>${meeting.heldOn || '—'}</dd></div>
      ${meeting.reopenReason && html`<div><dt>${t('重开理由', 'Why reopened')}</dt><dd>${meeting.reopenReason}</dd></div>`}
      ${s && html`<div><dt>${t('快照', 'Snapshot')}</dt><dd>${t(`第 ${s.version} 版`, `version ${s.version}`)} · ${instant(s.closedAt)} ${s.closedBy}</dd>
        </div>${s.undecided > 0 && html`<div><dt>${t('关账时未采纳', 'Undecided at the close')}</dt>
          <dd>${t(`${s.undecided} 个月报`, `${s.undecided} statuses`)}</dd></div>`}<div><dt>SHA-256</dt><dd class="mono">${s.sha256}</dd></div>`}</dl>
    <p class="actions">${may('month.submissions') && html`<a class="button plain" href=${'/months/' + meeting.month}>${t('填报情况', 'Submissions')}</a>`}
      <a class="button plain" href=${'/board/' + meeting.month}>${t('排名', 'Board')}</a></p>
    <${Acts} acts=${monthActs(meeting, newest)} row=${meeting} onDone=${onChanged} onStale=${onStale} /><//>`;
}

// Versions are the snapshots of a month that was closed more than once.
function Versions({ month }) {
  const list = useLoad((signal) => get(`/meetings/${month}/snapshots`, {}, signal), [month]);
  return list.data?.items.length > 1 ? html`<${Panel} title=${t('各版快照', 'Versions')}>
    <ul class="plain-list">${list.data.items.map((s) => html`<li key=${s.version}>${t(`第 ${s.version} 版`, `version ${s.version}`)}
    · ${instant(s.closedAt)} ${s.closedBy} ${s.reason && html`· ${s.reason}`} <span class="mono dim">${s.sha256.slice(0, 16)}…</span></li>`)}</ul><//>` : null;
}

export function MeetingPage({ month, query }) {
  const meeting = useLoad(async (signal) => {
    const [m, all] = await Promise.all([get('/meetings/' + month, {}, signal), get('/meetings', { limit: 100 }, signal)]);
    return { m, newest: newestFirst(all.items)[0]?.month };
  }, [month]);
  const changed = (m) => meeting.put({ ...meeting.data, m });
  const tab = query.tab || 'overview', path = '/meeting/' + month;
  return html`<${Page} title=${t('月度汇报会', 'Monthly meeting') + ' · ' + monthName(month)} back=${{ href: '/meeting', text: t('各月', 'All months') }}>
    <${Loaded} from=${meeting}>${({ m, newest }) => html`<${Tabs} tabs=${tabs()} active=${tab} path=${path} />
      ${tab === 'overview' && html`<${Overview} meeting=${m} newest=${newest} onChanged=${changed} onStale=${meeting.reload} />
        ${may('project.list') && html`<${Restated} month=${month} />`}
        <${Versions} key=${m.version} month=${month} />`}
      ${tab === 'agenda' && html`<${Agenda} month=${month} />`}
      ${tab === 'decisions' && html`<${MeetingDecisions} meeting=${m} chosen=${query.decision} />`}
      ${tab === 'sections' && html`<${Sections} meeting=${m} />`}
      ${tab === 'packs' && (may('pack.read') ? html`<${Packs} meeting=${m} />` : html`<${Empty}>—<//>`)}`}<//><//>`;
}
