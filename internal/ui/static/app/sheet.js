// What the pages of cases, requests and issues are made of: a list of facts, an area, an amount, a day that may have passed, a project's name.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { decimal, wanText, yi } from './format.js';
import { Tag } from './parts.js';

export const money = (wan) => (wan === null || wan === undefined ? '—' : html`<span title=${wanText(wan)}>${yi(wan)} ${t('亿元', '¥100m')}</span>`);
export const area = (mu) => (mu === null || mu === undefined ? '—' : decimal(mu) + ' ' + t('亩', 'mu'));

// FactList leaves nothing out: what is not known stands as a dash, so that its place is not looked for.
export const FactList = ({ rows }) => html`<dl class="facts">${rows.filter(Boolean).map(([label, value]) => html`<div key=${label}><dt>${label}</dt>
  <dd>${value === '' || value === undefined || value === null || value === false ? '—' : value}</dd></div>`)}</dl>`;

// Due is a day, marked when it has passed; days are working days.
export const Due = ({ on, overdue, days }) => html`<span class="nowrap">${on || '—'}</span>${overdue && html` <${Tag} kind="bad">${days
  ? t(`逾期 ${days} 个工作日`, `${days} workdays late`) : t('已逾期', 'overdue')}<//>`}`;

const names = new Map();

// ProjectLink shows a project by its name. What the list already knows is not asked for; the others are asked for once.
export function ProjectLink({ id, name }) {
  const [found, set] = useState(name || '');
  useEffect(() => {
    if (name || !id) return;
    if (!names.has(id)) names.set(id, get('/projects/' + id).then((p) => p.name, () => { names.delete(id); return ''; }));
    names.get(id).then(set);
  }, [id, name]);
  return id ? html`<a href=${'/projects/' + id}>${name || found || t('查看项目', 'the project')}</a>` : '—';
}

// Lines is a plain list of entries of one shape, with what to say when there is none.
export const Lines = ({ items, empty, children }) => (items?.length ? html`<ul class="plain-list lines">${items.map((x, i) => html`<li key=${x.id || i}>
  ${children(x)}</li>`)}</ul>`
  : html`<p class="dim small">${empty}</p>`);
