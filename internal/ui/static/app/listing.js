// A list of the API as a table that becomes cards on a phone, with "more" where the server has more, and the row of filters above it.
import { html, useEffect, useRef, useState } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useAct, useLoad } from './load.js';
import { setQuery } from './router.js';
import { number } from './format.js';
import { Choice, Typed } from './filters.js';
import { Empty, Fault, Loaded } from './parts.js';

// columns are [label, show(row), class]; the first one is what the row is known by.
export const Table = ({ columns, items, empty }) => (items.length === 0 ? html`<${Empty}>${empty}<//>` : html`<div class="scroll"><table class="list cards">
  <thead><tr>${columns.map(([label, , kind]) => html`<th class=${kind} key=${label}>${label}</th>`)}</tr></thead>
  <tbody>${items.map((row, i) => html`<tr key=${row.id || i}>${columns.map(([label, show, kind]) => html`<td class=${kind} data-label=${label}>
    ${show(row)}</td>`)}</tr>`)}
  </tbody></table></div>`);

export function Listing({ path, query = {}, columns, empty, version }) {
  const asks = JSON.stringify([path, query]);
  const first = useLoad((signal) => get(path, { ...query, limit: 50 }, signal), [asks, version]);
  const [more, setMore] = useState({ items: [], next: '' });
  const act = useAct();
  const asked = useRef(asks); // a page that comes after the filters have changed belongs to another list
  asked.current = asks;
  useEffect(() => setMore({ items: [], next: first.data?.next || '' }), [first.data]);
  const readMore = () => act.run(async () => {
    const page = await get(path, { ...query, limit: 50, after: more.next });
    if (asked.current === asks) setMore({ items: [...more.items, ...page.items], next: page.next });
  });
  return html`<${Loaded} from=${first}>${(page) => html`${page.total > 0 && html`<p class="count" role="status" aria-busy=${first.loading}>
    ${t(`共 ${page.totalCapped
      ? '超过 ' : ''}${number(page.total)} 条`, `${page.totalCapped ? 'more than ' : ''}${number(page.total)} in all`)}</p>`}
    <${Table} columns=${columns} items=${[...page.items, ...more.items]} empty=${empty} />
    <${Fault} problem=${act.problem} />
    ${more.next && html`<p class="more"><button type="button" class="plain" disabled=${act.busy} onClick=${readMore}>${act.busy ? t('正在读取…', 'Loading…')
      : t('显示更多', 'Show more')}</button></p>`}`}<//>`;
}

// Narrow is the row of filters: each [name, label, choices], or [name, label] to be typed. It keeps what it does not know, such as the tab.
export function Narrow({ query, fields }) {
  const change = (part) => setQuery({ ...query, ...part });
  const known = fields.map(([name]) => name);
  const clear = () => setQuery(Object.fromEntries(Object.entries(query).filter(([name]) => !known.includes(name))));
  return html`<form class="filters" role="search" onSubmit=${(e) => e.preventDefault()}>
    ${fields.map(([name, label, items]) => (items ? html`<${Choice} key=${name} ...${{ name, label, items, query, onChange: change }} />`
      : html`<${Typed} key=${name} type="search" ...${{ name, label, query, onChange: change }} />`))}
    ${known.some((name) => query[name]) && html`<button type="button" class="link" onClick=${clear}>${t('清除条件', 'Clear')}</button>`}</form>`;
}

export const without = (query, ...names) => Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));
