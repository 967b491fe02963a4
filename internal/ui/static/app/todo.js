// What waits for me, the overdue first, by kind.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { setQuery } from './router.js';
import { regionShort } from './vocabulary.js';
import { placeOf } from './links.js';
import { Due } from './sheet.js';
import { Table } from './listing.js';
import { Loaded, Page, Panel } from './parts.js';

// kinds are in the order in which work goes through the city.
const kinds = () => ({
  monthSubmit: t('月报待提交', 'Months to submit'), monthReturned: t('月报被退回', 'Months returned'), monthAccept: t('月报待采纳', 'Months to accept'),
  milestoneVerify: t('节点待核实', 'Milestones to verify'),
  reviewStep: t('评审意见待出具', 'Opinions to give'), reviewSupplement: t('评审材料待补充', 'Supplements to hand in'), reviewConclude: t('评审待结论', 'Reviews to conclude'),
  reviewAgain: t('需重新评审', 'To be reviewed again'), conditionFulfil: t('评审条件待落实', 'Conditions to fulfil'), conditionCheck: t('评审条件待核实', 'Conditions to check'),
  landPrecheck: t('用地申请待预审', 'Land to precheck'), landDecide: t('用地申请待核准', 'Land to decide'), landStart: t('用地将到开工期限', 'Start of construction due'),
  landRecall: t('用地指标待收回', 'Land to recall'), fundAccept: t('基金申请待受理', 'Fund requests to accept'), fundDiligence: t('基金尽调待办结', 'Due diligence'),
  fundDecide: t('基金待投决', 'Investments to decide'), fundAgree: t('基金协议待签', 'Agreements to sign'), fundDisburse: t('基金待拨付', 'Payments due'),
  issueAssign: t('事项待交办', 'Issues to assign'), issueResolve: t('事项待办理', 'Issues to resolve'), issueClose: t('事项待销号', 'Issues to close'),
  issueEscalated: t('事项已升级', 'Issues escalated'),
});
export const kindName = (kind) => kinds()[kind] || kind;

const columns = () => [
  [t('事项', 'What'), (i) => html`<a href=${placeOf(i.link)}>${i.title}</a>`, 'lead'],
  [t('类别', 'Kind'), (i) => kindName(i.kind)],
  [t('县（市、区）', 'County'), (i) => (i.regionId ? regionShort(i.regionId) : t('全市', 'City'))],
  [t('期限', 'Due'), (i) => html`<${Due} on=${i.dueOn} overdue=${i.overdue} />`],
];

const Kind = ({ k, chosen }) => html`<button type="button" class=${'figure' + (k.overdue ? ' bad' : '')} aria-pressed=${chosen}
  onClick=${() => setQuery({ kind: chosen ? '' : k.kind })}><b>${k.count}</b><span>${kindName(k.kind)}</span>${k.overdue > 0
  && html`<small class="bad-text">${t(`逾期 ${k.overdue}`, `${k.overdue} overdue`)}</small>`}</button>`;

export function Todo({ query }) {
  const list = useLoad((signal) => get('/todo', {}, signal), []);
  return html`<${Page} title=${t('待办', 'To do')}><${Loaded} from=${list}>${(todo) => {
    const order = Object.keys(kinds());
    const items = todo.items.filter((i) => !query.kind || i.kind === query.kind);
    return html`${todo.total > 0 && html`<p class="headline" role="status">${t(`共 ${todo.total} 项`, `${todo.total} in all`)}${todo.overdue > 0
      && html`<span class="bad-text">${t(`其中逾期 ${todo.overdue} 项`, `${todo.overdue} overdue`)}</span>`}${query.kind && html`<button type="button" class="link"
      onClick=${() => setQuery({})}>${t('显示全部类别', 'All kinds')}</button>`}</p>`}
    <div class="figures kinds">${[...todo.kinds].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).map((k) => html`<${Kind} key=${k.kind} k=${k}
      chosen=${k.kind === query.kind} />`)}</div>
    <${Table} columns=${columns()} items=${items} empty=${t('没有待办事项。', 'Nothing waits for you.')} />`;
  }}<//><//>`;
}

// TodoBrief is the beginning of the list, for the home page; with nothing to do it takes no room.
export function TodoBrief() {
  const list = useLoad((signal) => get('/todo', {}, signal), []);
  const todo = list.data;
  return todo?.total > 0 ? html`<${Panel} title=${t(`待办（${todo.total}）`, `To do (${todo.total})`)} actions=${html`<a href="/todo">
    ${t('全部待办', 'All of it')}</a>`}>
    <ul class="plain-list">${todo.items.slice(0, 5).map((i, n) => html`<li key=${n}><a href=${placeOf(i.link)}>
      ${i.title}</a> <${Due} on=${i.dueOn} overdue=${i.overdue} /></li>`)}</ul><//>` : null;
}
