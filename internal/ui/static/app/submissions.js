// The month's submissions: the county works through its own, the secretariat accepts what came in.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { setQuery } from './router.js';
import { useAct, useLoad } from './load.js';
import { may } from './may.js';
import { me } from './session.js';
import { instant, left, month as monthName } from './format.js';
import { reportingRegions } from './vocabulary.js';
import { Confirm, Empty, Fault, Loaded, Page, Panel, State } from './parts.js';
import { LineTable, RegionTable } from './standing.js';
import { Urging } from './urging.js';
import { MonthPicker, latestMonth } from './months.js';

const states = () => [['', t('全部', 'All')], ['missing', t('未交（含草稿、退回）', 'Missing (with drafts and returned)')], ['draft', t('草稿', 'Drafts')],
  ['returned', t('已退回', 'Returned')], ['waiting', t('待采纳', 'Waiting')], ['accepted', t('已采纳', 'Accepted')], ['late', t('迟报', 'Late')]];

// bulk is what can be done with several lines at once, by role.
function bulkOf(state) {
  if (state !== 'open') return may('month.accept') ? { path: 'acceptances', verb: t('采纳所选', 'Accept those chosen'), can: (l) => l.state === 'submitted' && !l.acceptedLater,
    text: t('本月已关账：所选月报计入本月数据，并在正在填报的月份列为“更正”。', 'The month is closed: they count in it and are announced as restatements by the open month.') } : null;
  if (may('month.accept')) return { path: 'acceptances', verb: t('采纳所选', 'Accept those chosen'), can: (l) => l.state === 'submitted', text: t('所选月报计入本月数据。',
    'They enter the figures of the month.') };
  if (may('month.submit')) return { path: 'submissions', verb: t('提交所选',
    'Submit those chosen'), can: (l) => ['draft', 'returned'].includes(l.state), text: t('提交后不能修改，除非市投资促进中心退回。',
    'They can no longer be changed unless returned.') };
  return null;
}

function Outcomes({ result, lines }) {
  const refused = result.items.filter((i) => !i.done);
  return html`<div class=${'note' + (refused.length ? ' warn' : '')} role="status">
    <p>${t(`已完成 ${result.done} 项`, `${result.done} done`)}${refused.length ? t(`，未完成 ${refused.length} 项：`, `, ${refused.length} refused:`) : t('。', '.')}</p>
    ${refused.length > 0 && html`<ul>${refused.map((i) => html`<li>${lines.find((l) => l.projectId === i.projectId)?.name || i.projectId}：${i.detail} ${(i.errors || []).map((e) => e.detail).join(' ')}</li>`)}</ul>`}</div>`;
}

function Lines({ month, query, state, onChanged }) {
  const [pages, set] = useState({ items: [], next: '' });
  const [picked, setPicked] = useState(new Map());
  const [result, setResult] = useState(null);
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const read = (after) => get(`/months/${month}/submissions`, { regionId: query.regionId, state: query.state, limit: 100, after });
  const first = useLoad(() => read(''), [month, query.regionId, query.state]);
  useEffect(() => { if (first.data) { set({ items: first.data.items, next: first.data.next }); setPicked(new Map()); } }, [first.data]);
  const bulk = bulkOf(state);
  const toggle = (l) => setPicked((old) => { const next = new Map(old); if (!next.delete(l.projectId)) next.set(l.projectId, l); return next; });
  const offered = bulk ? pages.items.filter(bulk.can) : [];
  const run = async () => {
    setResult(await post(`/months/${month}/${bulk.path}`, { items: [...picked.values()].slice(0, 200).map((l) => ({ projectId: l.projectId, version: l.version })) }));
    first.reload();
    onChanged();
  };
  return html`${result && html`<${Outcomes} result=${result} lines=${pages.items} />`}
    ${offered.length > 0 && html`<p class="actions">
      <button type="button" class="plain" onClick=${() => setPicked(new Map(picked.size < offered.length ? offered.map((l) => [l.projectId, l]) : []))}>${picked.size < offered.length ? t('全选', 'Choose all') : t('全不选', 'Choose none')}</button>
      <button type="button" class="primary" disabled=${picked.size === 0} onClick=${() => setAsking(true)}>${bulk.verb}（${picked.size}）</button></p>`}
    <${Loaded} from=${first}>${() => html`<${LineTable} lines=${pages.items} month=${month} picked=${picked}
      onPick=${offered.length ? { can: bulk.can, toggle } : null} />`}<//>
    <${Fault} problem=${act.problem} />
    ${pages.next && html`<p class="more">
      <button type="button" class="plain" disabled=${act.busy}
        onClick=${() => act.run(async () => { const page = await read(pages.next); set({ items: [...pages.items, ...page.items], next: page.next }); })}>${t('显示更多', 'Show more')}</button>
      </p>`}
    ${asking && html`<${Confirm} title=${bulk.verb + '（' + picked.size + '）'} text=${bulk.text} action=${bulk.verb} onConfirm=${run} onClose=${() => setAsking(false)} />`}`;
}

function Month({ month, meetings, query }) {
  const standing = useLoad((signal) => get(`/months/${month}/submissions`, { limit: 1 }, signal), [month]);
  const change = (part) => setQuery({ ...query, ...part });
  const link = (regionId, state) => `/months/${month}?` + new URLSearchParams({ regionId, ...(state ? { state } : {}) });
  return html`<${Page} title=${t('月度填报', 'Months') + ' · ' + monthName(month)} actions=${html`<${MonthPicker} meetings=${meetings} value=${month}
    href=${(m) => '/months/' + m} />`}>
    <${Loaded} from=${standing}>${(s) => html`<p class="headline">
      <${State} list="meetingState" code=${s.state} />
      <span>${t('截止', 'Deadline')} ${instant(s.deadline)}${s.state === 'open' ? `（${left(s.deadline)}）` : ''}</span></p>
      <${Panel} title=${t('按县（市、区）', 'By county')}><${RegionTable} regions=${s.regions} href=${link} /><${Urging} month=${month} standing=${s} /><//>
      <${Panel} title=${t('项目', 'Projects')} actions=${html`${!me().regionId && html`<label class="inline">${t('县', 'County')} <select
        value=${query.regionId || ''} onChange=${(e) => change({ regionId: e.target.value })}>
        <option value="">${t('全部', 'All')}</option>
          ${reportingRegions().map((r) => html`<option value=${r.id} key=${r.id}>${r.shortName}</option>`)}</select></label>`}
        <label class="inline">${t('状态', 'State')} <select value=${query.state || ''}
          onChange=${(e) => change({ state: e.target.value })}>${states().map(([v, l]) => html`<option value=${v} key=${v}>${l}</option>`)}</select>
          </label>`}>
        <${Lines} month=${month} query=${query} state=${s.state} onChanged=${standing.reload} /><//>`}<//><//>`;
}

export function Submissions({ month, query }) {
  const meetings = useLoad((signal) => get('/meetings', { limit: 100 }, signal), []);
  return html`<${Loaded} from=${meetings}>${({ items }) => {
    const chosen = month || latestMonth(items)?.month;
    if (!chosen) return html`<${Page} title=${t('月度填报', 'Months')}><${Empty}>${may('meeting.open') ? html`${t('还没有开启任何月份。', 'No month has been opened yet.')} <a href="/meeting">${t('去开启', 'Open one')}</a>`
      : t('还没有开启任何月份，请等待市投资促进中心开启。', 'No month has been opened yet; the secretariat opens it.')}<//><//>`;
    return html`<${Month} key=${chosen} month=${chosen} meetings=${items} query=${query} />`;
  }}<//>`;
}
