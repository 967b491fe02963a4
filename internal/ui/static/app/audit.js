// The trail: who changed what, when, before and after; and whether it is whole.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { setQuery } from './router.js';
import { useAct, useLoad } from './load.js';
import { instant } from './format.js';
import { countyPairs, pairs, word } from './vocabulary.js';
import { Choice, Typed } from './filters.js';
import { Empty, Fault, Loaded, Page, Panel } from './parts.js';

// What only reads leaves nothing in the trail.
const acts = () => pairs('action').filter(([code]) => !/\.(read|list|board|agenda|snapshot|submissions|duplicates|compare)$/.test(code));

function TrailFilters({ query }) {
  const common = { query, onChange: (part) => setQuery({ ...query, ...part }) };
  return html`<form class="filters" role="search" onSubmit=${(e) => e.preventDefault()}>
    <${Typed} ...${common} name="actor" label=${t('账号', 'Actor')} type="search" placeholder="clerk.330723" />
    <${Choice} ...${common} name="action" label=${t('操作', 'Action')} items=${acts()} />
    <${Choice} ...${common} name="entity" label=${t('对象', 'Entity')} items=${pairs('entity')} />
    <${Choice} ...${common} name="regionId" label=${t('县（市、区）', 'County')} items=${countyPairs()} />
    <${Typed} ...${common} name="from" label=${t('从', 'From')} type="date" />
    <${Typed} ...${common} name="to" label=${t('到', 'To')} type="date" />
    <${Typed} ...${common} name="rowId" label=${t('对象编号', 'Row id')} />
    <${Typed} ...${common} name="requestId" label=${t('请求编号', 'Request id')} />
    ${Object.keys(query).length > 0 && html`<button type="button" class="link" onClick=${() => setQuery({})}>${t('清除条件', 'Clear')}</button>`}
  </form>`;
}

const text = (v) => (v === null || v === undefined ? '—' : typeof v === 'object' ? JSON.stringify(v) : String(v));

function Change({ entry }) {
  const before = entry.before || {}, after = entry.after || {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return html`<table class="list terms"><thead><tr><th>${t('字段', 'Field')}</th><th>${t('修改前', 'Before')}</th><th>${t('修改后', 'After')}</th></tr>
    </thead><tbody>${names.map((n) => html`<tr key=${n}><th scope="row">${n}</th><td>${text(before[n])}</td><td>${text(after[n])}</td></tr>`)}</tbody>
    </table>
    <p class="small dim mono">${t('对象编号', 'Row')} ${entry.rowId} · ${t('来源', 'From')} ${entry.address || '—'} · ${t('请求', 'request')} ${entry.requestId || '—'} · ${entry.hash}</p>`;
}

function Verification() {
  const act = useAct();
  const [v, set] = useState(null);
  return html`<${Panel} title=${t('审计链校验', 'Verification of the chain')} actions=${html`<button type="button" class="plain" disabled=${act.busy}
    onClick=${() => act.run(async () => set(await get('/audit/verification')))}>${act.busy ? t('正在校验…', 'Verifying…') : t('校验', 'Verify')}</button>`}>
    <${Fault} problem=${act.problem} />${v && html`<p class=${v.whole ? 'good-text' : 'bad-text'}>${v.whole ? t(`完整：共 ${v.entries} 条记录。`,
      `Whole: ${v.entries} entries.`) : t(`第 ${v.broken} 条记录不符：${v.reason}`, `Entry ${v.broken} does not fit: ${v.reason}`)}</p>
      <p class="small mono">${t('链尾', 'Head')} ${v.head}</p>`}
    ${!v && html`<p class="small dim">${t('逐条核对每条记录的校验值。', 'Walks through every entry and its hash.')}</p>`}<//>`;
}

export function Audit({ query }) {
  const keys = JSON.stringify(query);
  const first = useLoad((signal) => get('/audit', { ...query, limit: 50 }, signal), [keys]);
  const [pages, set] = useState({ items: [], next: '' });
  const [open, setOpen] = useState(null);
  const act = useAct();
  useEffect(() => { if (first.data) set({ items: first.data.items, next: first.data.next }); }, [first.data]);
  const more = () => act.run(async () => { const page = await get('/audit', { ...query, limit: 50, after: pages.next }); set({ items: [...pages.items, ...page.items], next: page.next }); });
  return html`<${Page} title=${t('审计', 'Audit')}><${Verification} />
    <${TrailFilters} query=${query} />
    <${Loaded} from=${first}>${(page) => (pages.items.length === 0 ? html`<${Empty}>${t('没有记录。', 'No entries.')}<//>`
      : html`<p class="count">${page.totalCapped ? t('超过 ', 'more than ') : ''}${t(`${page.total} 条记录`, `${page.total} entries`)}</p>
      <div class="scroll"><table class="list"><thead><tr><th class="num">#</th><th>${t('时间', 'When')}</th><th>${t('账号', 'Actor')}</th>
      <th>${t('操作', 'Action')}</th><th>${t('对象', 'Entity')}</th><th>${t('内容', 'Detail')}</th></tr></thead>
      <tbody>${pages.items.map((e) => html`<tr key=${e.seq}><td class="num">${e.seq}</td><td class="nowrap">${instant(e.at)}</td><td>${e.actor}</td>
        <td title=${e.action}>${word('action', e.action)}</td><td title=${e.entity}>${word('entity', e.entity)}</td>
        <td><button type="button" class="link" aria-expanded=${open === e.seq} onClick=${() => setOpen(open === e.seq ? null : e.seq)}>${t('内容', 'Detail')}</button>
        </td></tr>
        ${open === e.seq && html`<tr class="opened"><td colspan="6"><${Change} entry=${e} /></td></tr>`}`)}</tbody></table></div>
      <${Fault} problem=${act.problem} />${pages.next && html`<p class="more">
        <button type="button" class="plain" disabled=${act.busy} onClick=${more}>${t('显示更多', 'Show more')}</button></p>`}`)}<//><//>`;
}
