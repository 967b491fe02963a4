// My notifications. Opening one, like a button of its own, marks it as read.
import { html } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { useAct, useLoad } from './load.js';
import { setQuery } from './router.js';
import { instant } from './format.js';
import { word } from './vocabulary.js';
import { placeOf } from './links.js';
import { refresh } from './waiting.js';
import { kindName } from './todo.js';
import { Due } from './sheet.js';
import { Empty, Fault, Loaded, Page, Panel, Tag } from './parts.js';

const stepKind = { overdue: 'bad', escalated: 'bad', urged: 'warn', due: 'warn' };

const Notice = ({ n, onRead }) => html`<li class=${'notice' + (n.unread ? ' unread' : '')}>
  <p><${Tag} kind=${stepKind[n.step] || 'info'}>${word('reminderStep', n.step)}<//> <a href=${placeOf(n.link)} onClick=${() => { if (n.unread) onRead(n); }}>
    ${n.title}</a></p>
  ${n.note && html`<p class="small">${n.note}</p>`}
  <p class="small dim">${kindName(n.kind)} · ${instant(n.createdAt)}${n.dueOn && html` · ${t('期限', 'due')} <${Due} on=${n.dueOn} />`}
    ${n.unread && html` · <button type="button" class="link" onClick=${() => onRead(n)}>${t('标为已读', 'Mark as read')}</button>`}</p></li>`;

export function Inbox({ query }) {
  const unread = query.all ? undefined : true;
  const list = useLoad((signal) => get('/notifications', { unread, limit: 100, sort: '-createdAt' }, signal), [unread]);
  const act = useAct();
  const run = (work) => act.run(async () => { await work(); list.reload(); refresh(); });
  const read = (n) => run(() => post(`/notifications/${n.id}/read`));
  const actions = html`<span class="toggle" role="group" aria-label=${t('范围', 'Which')}>
      <button type="button" aria-pressed=${!query.all} onClick=${() => setQuery({})}>${t('未读', 'Unread')}</button>
      <button type="button" aria-pressed=${Boolean(query.all)} onClick=${() => setQuery({ all: 1 })}>${t('全部', 'All')}</button></span>
    ${list.data?.unread > 0 && html`<button type="button" class="plain" disabled=${act.busy} onClick=${() => run(() => post('/notifications/read-all'))}>
      ${t('全部标为已读',
      'Mark all as read')}</button>`}`;
  return html`<${Page} title=${t('通知', 'Notifications')} actions=${actions}>
    <${Fault} problem=${act.problem} />
    <${Loaded} from=${list}>${(page) => (page.items.length === 0 ? html`<${Empty}>
      ${unread ? t('没有未读通知。', 'Nothing unread.') : t('还没有通知。', 'No notification yet.')}<//>`
      : html`<${Panel}><ul class="plain-list">${page.items.map((n) => html`<${Notice} key=${n.id} n=${n} onRead=${read} />`)}</ul><//>
      ${page.total > page.items.length && html`<p class="small dim">${t(`共 ${page.total} 条，显示最近的 ${page.items.length} 条。`,
        `${page.total} in all, the latest ${page.items.length} shown.`)}</p>`}`)}<//><//>`;
}
