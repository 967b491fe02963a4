// One month's meeting: closing and reopening it, the order of speaking, the words of the papers, and the papers.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { go } from './router.js';
import { instant, left, month as monthName } from './format.js';
import { region, word } from './vocabulary.js';
import { Amount, Confirm, Empty, Loaded, Page, Panel, State, Tabs } from './parts.js';
import { Agenda } from './agenda.js';
import { Sections } from './sections.js';
import { Packs } from './packs.js';
import { MeetingDecisions } from './meetingdecisions.js';

const tabs = () => [['overview', t('概况', 'Overview')], ['agenda', t('议程', 'Agenda')],
  ...(may('decision.list') ? [['decisions', t('议定事项', 'Decisions')]] : []), ['sections', t('文字', 'Narrative')], ...(may('pack.read') ? [['packs', t('材料', 'Papers')]] : [])];

// CloseMonth shows what is missing before the month is frozen: nobody should learn it from the paper.
function CloseMonth({ meeting, onDone, onClose }) {
  const standing = useLoad((signal) => get(`/months/${meeting.month}/submissions`, { state: 'missing', limit: 100 }, signal), []);
  const waiting = useLoad((signal) => get(`/months/${meeting.month}/submissions`, { state: 'waiting', limit: 1 }, signal), []);
  const reported = useLoad((signal) => get('/milestones', { state: 'reported', limit: 1 }, signal), []);
  const [note, setNote] = useState('');
  const run = async () => onDone(await post(`/meetings/${meeting.month}/close`, note.trim() ? { note: note.trim() } : {}, { version: meeting.version }));
  return html`<${Confirm} title=${t('关账 ', 'Close ') + monthName(meeting.month)} action=${t('确认关账', 'Close the month')} danger onConfirm=${run} onClose=${onClose}
    text=${t('关账将冻结本月全部数据、排名和材料依据。之后的修改不会改变本月，而在下一期列为“更正”。',
      'Closing freezes every figure and the ranking. Later changes do not alter the month; they appear as restatements in the next one.')}>
    <${Loaded} from=${standing}>${(s) => (s.total === 0 ? html`<p class="good-text">${t('应报项目已全部提交。', 'Every project that is due has been submitted.')}</p>`
      : html`<div class="note warn">
      <p><b>${t(`尚有 ${s.total} 个项目未交，将在材料中点名：`, `${s.total} projects are missing and will be named:`)}</b></p>
      <ul class="short-list">${s.items.map((l) => html`<li key=${l.projectId}>${region(l.regionId)} ${l.name}</li>`)}</ul></div>`)}<//>
    <${Loaded} from=${waiting}>${(s) => s.total > 0 && html`<p class="note warn">${t(`有 ${s.total} 个月报已提交但未采纳，其投资额不计入本月；关账后仍可采纳，在下一期列为“更正”。`,
      `${s.total} are submitted but not accepted; their investment does not count. Accepted later, it is a restatement in the next month.`)}</p>`}<//>
    <${Loaded} from=${reported}>${(s) => s.total > 0 && html`<p class="note warn">${t(`有 ${s.total} 个节点待核实，不计入本月。`,
      `${s.total} milestones wait for verification and are not credited.`)}</p>`}<//>
    <label class="field"><span>${t('关账说明（可不填）', 'Note (optional)')}</span>
      <textarea rows="2" maxlength="2000" value=${note} onInput=${(e) => setNote(e.target.value)}></textarea></label><//>`;
}

function Overview({ meeting, onChanged }) {
  const [asking, setAsking] = useState('');
  const s = meeting.snapshot;
  const send = (what, reason) => post(`/meetings/${meeting.month}/${what}`, { reason }, { version: meeting.version });
  const reopen = async (reason) => onChanged(await send('reopen', reason));
  const withdraw = async (reason) => { await send('withdrawal', reason); go('/meeting'); };
  return html`<${Panel} title=${t('本月', 'The month')}><dl class="facts">
      <div><dt>${t('状态', 'State')}</dt><dd><${State} list="meetingState" code=${meeting.state} /></dd></div>
      <div><dt>${t('填报截止', 'Deadline')}</dt><dd>${instant(meeting.deadline)} ${meeting.state === 'open' ? `（${left(meeting.deadline)}）` : ''}</dd></div>
      <div><dt>${t('会议日期', 'Held on')}</dt><dd>${meeting.heldOn || '—'}</dd></div>
      ${meeting.reopenReason && html`<div><dt>${t('重开理由', 'Why reopened')}</dt><dd>${meeting.reopenReason}</dd></div>`}
      ${s && html`<div><dt>${t('快照', 'Snapshot')}</dt><dd>${t(`第 ${s.version} 版`, `version ${s.version}`)} · ${instant(s.closedAt)} ${s.closedBy}</dd>
        </div>${s.undecided > 0 && html`<div><dt>${t('关账时未采纳', 'Undecided at the close')}</dt>
          <dd>${t(`${s.undecided} 个月报`, `${s.undecided} statuses`)}</dd></div>`}<div><dt>SHA-256</dt><dd class="mono">${s.sha256}</dd></div>`}</dl>
    <p class="actions"><a class="button plain" href=${'/months/' + meeting.month}>${t('填报情况', 'Submissions')}</a>
      <a class="button plain" href=${'/board/' + meeting.month}>${t('排名', 'Board')}</a>
      ${meeting.state === 'open' && may('meeting.close') && html`<button type="button" class="danger" onClick=${() => setAsking('close')}>${t('关账',
        'Close the month')}</button>`}
      ${meeting.state === 'open' && may('meeting.withdraw') && html`<button type="button" class="plain" onClick=${() => setAsking('withdrawal')}>${t('撤回（误开）',
        'Withdraw (opened by mistake)')}</button>`}
      ${meeting.state !== 'open' && may('meeting.reopen') && html`<button type="button" class="plain" onClick=${() => setAsking('reopen')}>${t('重新开启',
        'Reopen')}</button>`}</p>
        <//>
    ${asking === 'close' && html`<${CloseMonth} meeting=${meeting} onDone=${onChanged} onClose=${() => setAsking('')} />`}
    ${asking === 'reopen' && html`<${Confirm} title=${t('重新开启 ', 'Reopen ') + monthName(meeting.month)} action=${t('重新开启', 'Reopen')} danger
      reason=${t('理由（记入材料）', 'Reason (told in the papers)')} onConfirm=${reopen} onClose=${() => setAsking('')}
      text=${t('已有快照保留；再次关账时生成新版本。', 'The snapshot stays; closing again makes a new version.')} />`}
    ${asking === 'withdrawal' && html`<${Confirm} title=${t('撤回 ', 'Withdraw ') + monthName(meeting.month)} action=${t('撤回', 'Withdraw')} danger
      reason=${t('理由', 'Reason')} onConfirm=${withdraw} onClose=${() => setAsking('')}
      text=${t('仅限误开且尚无填报、核实和议定事项的月份；撤回后可重新开启。', 'Only a month opened by mistake, in which nothing has happened yet; it can be opened again.')} />`}`;
}

// Versions are the snapshots of a month that was closed more than once; Restated are the corrections of closed months that this one announces.
function Versions({ month }) {
  const list = useLoad((signal) => get(`/meetings/${month}/snapshots`, {}, signal), [month]);
  return list.data?.items.length > 1 ? html`<${Panel} title=${t('各版快照', 'Versions')}>
    <ul class="plain-list">${list.data.items.map((s) => html`<li key=${s.version}>${t(`第 ${s.version} 版`, `version ${s.version}`)}
    · ${instant(s.closedAt)} ${s.closedBy} ${s.reason && html`· ${s.reason}`} <span class="mono dim">${s.sha256.slice(0, 16)}…</span></li>`)}</ul><//>` : null;
}

const countText = (n, m) => (n ? (n > 0 ? '+' : '−') + Math.abs(n) + t({ rank: ' 位', submitted: ' 份', late: ' 份' }[m] || ' 个', '') : '');

function Restated({ month }) {
  const list = useLoad((signal) => get(`/meetings/${month}/restatements`, {}, signal), [month]);
  return html`<${Loaded} from=${list}>${({ items }) => items.length > 0 && html`<${Panel} title=${t('本期更正（以前月份）', 'Restatements of earlier months')}>
    <div class="scroll"><table class="list cards">
    <thead><tr><th>${t('更正月份', 'Month')}</th><th>${t('县（市、区）', 'County')}</th><th>${t('指标', 'Indicator')}</th><th>${t('更正前', 'Before')}</th>
      <th>${t('更正后', 'After')}</th><th class="num">${t('影响', 'Effect')}</th><th>${t('理由', 'Reason')}</th></tr></thead>
    <tbody>${items.map((r) => html`<tr key=${r.id}><td data-label=${t('更正月份', 'Month')}>${monthName(r.affectsMonth)}</td>
      <td data-label=${t('县（市、区）', 'County')}>${r.projectId ? html`<a href=${'/projects/' + r.projectId}>${region(r.regionId)} ${r.project}</a>` : region(r.regionId)}</td>
      <td data-label=${t('指标', 'Indicator')}>${metric(r.metric)}</td><td data-label=${t('更正前', 'Before')}>${r.before || '—'}</td>
        <td data-label=${t('更正后', 'After')}>${r.after || '—'}</td>
      <td class="num" data-label=${t('影响', 'Effect')}>${countText(r.deltaCount, r.metric)} ${r.deltaWan ? html`<${Amount} wan=${r.deltaWan} /> ${t('亿元', '¥100m')}` : ''}</td>
        <td data-label=${t('理由', 'Reason')}>${r.reason || '—'}</td></tr>`)}</tbody></table></div><//>`}<//>`;
}

const metric = (m) => ({ invested: t('完成投资', 'invested'), rank: t('名次', 'rank'), submitted: t('已报月报', 'statuses handed in'), late: t('逾期补报', 'late') }[m] || word('milestoneKind', m));

export function MeetingPage({ month, query }) {
  const meeting = useLoad((signal) => get('/meetings/' + month, {}, signal), [month]);
  const tab = query.tab || 'overview', path = '/meeting/' + month;
  return html`<${Page} title=${t('月度汇报会', 'Monthly meeting') + ' · ' + monthName(month)} back=${{ href: '/meeting', text: t('各月', 'All months') }}>
    <${Loaded} from=${meeting}>${(m) => html`<${Tabs} tabs=${tabs()} active=${tab} path=${path} />
      ${tab === 'overview' && html`<${Overview} meeting=${m} onChanged=${meeting.put} /><${Restated} month=${month} />
        <${Versions} key=${m.version} month=${month} />`}
      ${tab === 'agenda' && html`<${Agenda} month=${month} />`}
      ${tab === 'decisions' && html`<${MeetingDecisions} meeting=${m} chosen=${query.decision} />`}
      ${tab === 'sections' && html`<${Sections} meeting=${m} />`}
      ${tab === 'packs' && (may('pack.read') ? html`<${Packs} meeting=${m} />` : html`<${Empty}>—<//>`)}`}<//><//>`;
}
