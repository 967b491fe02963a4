// The industrial fund (产业基金): requests and the funds that answer them.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { me } from './session.js';
import { go } from './router.js';
import { may } from './may.js';
import { instant } from './format.js';
import { countyPairs, options, pairs, regionShort, word } from './vocabulary.js';
import { Acts } from './acts.js';
import { AsOf } from './asof.js';
import { Listing, Narrow, without } from './listing.js';
import { Due, FactList, ProjectLink, money } from './sheet.js';
import { Loaded, Page, Panel, State, Tabs, Tag } from './parts.js';


// nextDue is the day that the request waits for now: of due diligence, or of the first tranche that is not paid.
const nextDue = (r) => {
  if (r.state === 'diligence') return html`<${Due} on=${r.diligence.dueOn} overdue=${r.diligence.overdue} />`;
  const tranche = ['agreed', 'disbursing'].includes(r.state) && r.tranches.find((x) => x.paidWan < x.amountWan);
  return tranche ? html`<${Due} on=${tranche.dueOn} />` : '—';
};

export const fundColumns = (ofProject) => [
  [t('申请', 'Request'), (r) => html`<a href=${'/fund/requests/' + r.id}>${money(r.amountWan)}</a>`],
  ...(ofProject ? [] : [[t('项目', 'Project'), (r) => html`<${ProjectLink} id=${r.projectId} name=${r.projectName} />`, 'lead'],
  [t('县（市、区）', 'County'), (r) => regionShort(r.regionId)]]),
  [t('状态', 'State'), (r) => html`<${State} list="fundRequestState" code=${r.state} />`], [t('基金', 'Fund'), (r) => r.fundName || '—'],
  [t('承诺', 'Committed'), (r) => (r.decidedOn ? money(r.committedWan) : '—'), 'num'],
  [t('已拨付', 'Paid'), (r) => (r.disbursedWan ? money(r.disbursedWan) : '—'), 'num'],
  [t('期限', 'Due'), nextDue], [t('申请日期', 'Asked'), (r) => html`<span class="nowrap">${instant(r.createdAt).slice(0, 10)}</span>`]];

const fundRows = () => [[t('基金', 'Fund'), (f) => html`<a href=${'/fund/funds/' + f.id}>${f.name}</a>`, 'lead'],
  [t('类型', 'Kind'), (f) => word('fundKind', f.kind)], [t('管理人', 'Manager'), (f) => f.manager],
  ...(may('fundAccount.read') ? [[t('实缴', 'Paid in'), (f) => money(f.paidInWan), 'num'], [t('可用', 'Free'), (f) => html`<b>${money(f.freeWan)}</b>`, 'num'],
  [t('已承诺', 'Committed'), (f) => money(f.committedWan), 'num'],
    [t('已拨付', 'Paid out'), (f) => money(f.disbursedWan), 'num']] : [])];

const newFund = () => ({ key: 'new', kind: 'primary', label: t('新建基金', 'Open a fund'), path: '/fund/funds', initial: { kind: 'attraction' },
  fields: [['name', 'text', t('名称', 'Name'), { required: true, max: 200 }],
  ['manager', 'text', t('管理人', 'Manager'), { required: true, max: 200 }], ['kind', 'select', t('类型', 'Kind'), { empty: null, options: options('fundKind') }],
  ['summary', 'area', t('说明', 'Summary'), { rows: 2, max: 2000 }]] });

const filters = () => [['q', t('查找', 'Search')], ['state', t('状态', 'State'), pairs('fundRequestState')],
  ...(me().regionId ? [] : [['regionId', t('县（市、区）', 'County'), countyPairs()]])];

export function Fund({ query }) {
  const tab = query.tab || 'requests';
  const actions = tab === 'funds' && may('fundAccount.post') && html`<${Acts} acts=${[newFund()]} onDone=${(made) => go('/fund/funds/' + made.id)} />`;
  return html`<${Page} title=${t('产业基金', 'Funds')} actions=${actions}>
    <${Tabs} tabs=${[['requests', t('基金申请', 'Requests')], ['funds', t('基金', 'Funds')]]} active=${tab} path="/fund" />
    ${tab === 'requests' && html`<${Narrow} query=${query} fields=${filters()} />
      <${Listing} path="/fund/requests" query=${without(query, 'tab')} columns=${fundColumns(false)} empty=${t('没有符合条件的申请。', 'No request matches.')} />`}
    ${tab === 'funds' && html`<${Listing} path="/fund/funds" columns=${fundRows()} empty=${t('还没有基金。', 'No fund yet.')} />`}<//>`;
}

const capital = (f) => ({ key: 'entry', kind: 'primary', label: t('登记出资', 'Record capital'), path: `/fund/funds/${f.id}/entries`, versionless: true, fields: [
  ['amountWan', 'number', t('金额', 'Amount'), { required: true, unit: t('万元', '¥10k'), money: true }],
  ['note', 'area', t('资金来源', 'Source'), { rows: 2, max: 500 }]], body: (v) => ({ ...v, kind: 'issue' }) });

const reversal = (f, e) => ({ key: 'reverse' + e.id, label: t('冲正', 'Reverse'), path: `/fund/funds/${f.id}/entries`, versionless: true,
  fields: [['note', 'area', t('理由', 'Reason'), { required: true, max: 500 }]],
  body: (v) => ({ ...v, kind: 'reverse', entryId: e.id }) });

const entryColumns = (f, onDone) => [[t('序号', 'No.'), (e) => e.seq, 'num'], [t('日期', 'Day'), (e) => html`<span class="nowrap">${e.on}</span>`],
  [t('事由', 'Kind'), (e) => html`<${Tag}>${word('entryKind', e.kind)}<//>`],
  [t('金额', 'Amount'), (e) => money(e.amountWan), 'num'], [t('可用', 'Free'), (e) => html`<b>${money(e.balanceWan)}</b>`, 'num'],
  [t('已承诺', 'Committed'), (e) => money(e.committedWan), 'num'],
  [t('已拨付', 'Paid out'), (e) => money(e.disbursedWan), 'num'],
  [t('申请', 'Request'), (e) => (e.requestId ? html`<a href=${'/fund/requests/' + e.requestId}>${t('查看', 'see')}</a>` : '—')],
  [t('说明', 'Note'), (e) => html`${e.note || '—'}${may('fundAccount.post') && e.kind === 'issue' && html`
    <${Acts} acts=${[reversal(f, e)]} onDone=${onDone} />`}`]];

export function FundPage({ id, query }) {
  const fund = useLoad((signal) => get('/fund/funds/' + id, { asOf: query.asOf }, signal), [id, query.asOf]);
  return html`<${Loaded} from=${fund}>${(f) => html`<${Page} title=${f.name} back=${{ href: '/fund?tab=funds',
    text: t('基金', 'Funds') }} actions=${may('fundAccount.read') && html`
      <${AsOf} query=${query} />${may('fundAccount.post') && html`<${Acts} acts=${[capital(f)]} onDone=${fund.reload} />`}`}>
    <${Panel} title=${t('概况', 'Overview')}><${FactList} rows=${[[t('类型', 'Kind'), word('fundKind', f.kind)], [t('管理人', 'Manager'), f.manager],
      [t('说明', 'Summary'), f.summary],
      ...(may('fundAccount.read') ? [[t('实缴', 'Paid in'), money(f.paidInWan)], [t('可用', 'Free'), money(f.freeWan)],
      [t('已承诺', 'Committed'), money(f.committedWan)], [t('已拨付', 'Paid out'), money(f.disbursedWan)]] : [])]} /><//>
    ${may('fundAccount.read') && html`<${Panel} title=${t('台账', 'Ledger')}>
      <${Listing} path=${`/fund/funds/${id}/entries`} query=${{ to: query.asOf }} columns=${entryColumns(f, fund.reload)} version=${f} empty=${t('还没有分录。', 'No entry yet.')} /><//>`}<//>`}<//>`;
}
