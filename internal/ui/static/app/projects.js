// The list of projects: its state is its address.
import { html, useEffect, useRef, useState } from './view.js';
import { t } from './i18n.js';
import { get, url } from './api.js';
import { setQuery } from './router.js';
import { useLoad, useAct } from './load.js';
import { may } from './may.js';
import { instant, number } from './format.js';
import { chain, regionShort, word } from './vocabulary.js';
import { Amount, Empty, Fault, Lamp, Loaded, Page, Tag } from './parts.js';
import { Filters } from './filters.js';

const columns = () => [
  ['code', t('编号', 'Code'), (p) => html`<span class="nowrap">${p.code}</span>`],
  ['name', t('项目', 'Project'), (p) => html`<a href=${'/projects/' + p.id}>${p.name}</a>
    ${!p.counts && html` <${Tag} title=${word('countsReason', p.countsReason)}>${t('储备', 'reserve')}<//>`}
    ${p.condition !== 'active' && html` <${Tag} kind="warn" title=${p.conditionReason}>${word('condition', p.condition)}<//>`}
    ${p.enterprise && html`<small class="under">${p.enterprise.name}</small>`}`, 'lead'],
  ['', t('县（市、区）', 'County'), (p) => regionShort(p.regionId), 'nowrap'],
  ['', t('产业链', 'Chain'), (p) => (p.chain ? chain(p.chain) : '—')],
  ['investmentWan', t('总投资（亿元）', 'Investment (¥100m)'), (p) => html`<${Amount} wan=${p.investmentWan} />`, 'num'],
  ['', t('阶段', 'Stage'), (p) => word('stage', p.stage), 'nowrap'],
  ['', t('项目灯', 'Light'), (p) => html`<${Lamp} light=${p.light} reason=${p.lightReason} />`],
  ['updatedAt', t('更新', 'Updated'), (p) => html`<span class="nowrap">${instant(p.updatedAt).slice(0, 10)}</span>`],
];

// A heading sorts by its column, first downwards for amounts and times, upwards for words.
function Heading({ field, label, kind, sort, onSort }) {
  if (!field) return html`<th class=${kind}>${label}</th>`;
  const down = sort === '-' + field, up = sort === field;
  const next = down ? field : up ? '-' + field : ['name', 'code'].includes(field) ? field : '-' + field;
  return html`<th class=${kind} aria-sort=${down ? 'descending' : up ? 'ascending' : 'none'}>
    <button type="button" class="sort" onClick=${() => onSort(next)}>${label}${down ? ' ▼' : up ? ' ▲' : ''}</button></th>`;
}

export function ProjectTable({ items, sort, onSort }) {
  const cols = columns();
  return html`<div class="scroll"><table class="list cards">
    <thead><tr>${cols.map(([field, label, , kind]) => html`<${Heading} key=${label} ...${{ field, label, kind, sort, onSort }} />`)}</tr></thead>
    <tbody>${items.map((p) => html`<tr key=${p.id}>${cols.map(([, label, show, kind]) => html`<td class=${kind} data-label=${label}>${show(p)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

// None tells a list that is empty from one in which nothing matches.
const None = ({ narrowed }) => html`<${Empty}>${narrowed ? t('没有符合条件的项目。', 'No project matches.') : html`${t('还没有登记项目。', 'No project has been registered yet.')}
  ${may('project.create') && html` <a href="/projects/new">${t('登记项目', 'Register one')}</a>`}${may('import.run') && html` · <a href="/imports">
  ${t('批量导入', 'Import a list')}</a>`}`}<//>`;

export function Projects({ query }) {
  const keys = JSON.stringify(query);
  const first = useLoad((signal) => get('/projects', { ...query, limit: 50 }, signal), [keys]);
  const [more, setMore] = useState([]);
  const [next, setNext] = useState('');
  const act = useAct();
  // A page that comes after the filters have changed must not be added to another list.
  const asked = useRef(keys);
  asked.current = keys;
  useEffect(() => { setMore([]); setNext(first.data?.next || ''); }, [first.data]);
  const change = (part) => setQuery({ ...query, ...part });
  const readMore = () => act.run(async () => {
    const page = await get('/projects', { ...query, limit: 50, after: next });
    if (asked.current !== keys) return;
    setMore((old) => [...old, ...page.items]);
    setNext(page.next);
  });
  const actions = html`${may('export.run') && html`<a class="button plain" href=${url('/exports/projects.xlsx', query)} download>${t('导出 Excel', 'Export Excel')}</a>`}
    ${may('project.create') && html`<a class="button primary" href="/projects/new">${t('登记项目', 'Register a project')}</a>`}`;
  return html`<${Page} title=${t('项目', 'Projects')} actions=${actions}>
    <${Filters} query=${query} onChange=${change} onClear=${() => setQuery({ sort: query.sort })} />
    <${Loaded} from=${first}>${(page) => {
      const items = [...page.items, ...more];
      return html`<p class="count" role="status" aria-busy=${first.loading}>${page.totalCapped ? t(`超过 ${number(page.total)} 个项目`,
        `more than ${number(page.total)} projects`) : t(`共 ${number(page.total)} 个项目`, `${number(page.total)} projects`)}${t(`，已显示 ${items.length} 个`,
        `, ${items.length} shown`)}</p>
      ${items.length ? html`<${ProjectTable} items=${items} sort=${query.sort || '-createdAt'} onSort=${(sort) => change({ sort })} />`
        : html`<${None} narrowed=${Object.keys(query).some((k) => k !== 'sort')} />`}
      <${Fault} problem=${act.problem} />
      ${next && html`<p class="more">
        <button type="button" class="plain" disabled=${act.busy} onClick=${readMore}>${act.busy ? t('正在读取…', 'Loading…') : t('显示更多', 'Show more')}</button>
        </p>`}`;
    }}<//><//>`;
}
