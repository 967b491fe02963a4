// Land (用地): requests for quota, the pools that grant it, what was supplied, and the renewal sites.
import { html } from './view.js';
import { t } from './i18n.js';
import { me } from './session.js';
import { go } from './router.js';
import { may, mayInCity } from './may.js';
import { countyPairs, pairs, region, regionShort, word } from './vocabulary.js';
import { Acts } from './acts.js';
import { newPool, newSite, newSupply } from './landnew.js';
import { LandBench } from './landbench.js';
import { Listing, Narrow, without } from './listing.js';
import { ProjectLink, area } from './sheet.js';
import { Page, State, Tabs, Tag } from './parts.js';

const county = () => (me().regionId ? [] : [['regionId', t('县（市、区）', 'County'), countyPairs()]]);
const poolPlace = (p) => (p.regionId ? region(p.regionId) : t('市级统筹', 'City'));

export const requestColumns = (ofProject) => [
  [t('申请', 'Request'), (r) => html`<a href=${'/land/requests/' + r.id}>${word('poolKind', r.kind)} ${area(r.areaMu)}</a>`],
  ...(ofProject ? [] : [[t('项目', 'Project'), (r) => html`<${ProjectLink} id=${r.projectId} />`, 'lead'],
  [t('县（市、区）', 'County'), (r) => regionShort(r.regionId)]]),
  [t('状态', 'State'), (r) => html`<${State} list="landRequestState" code=${r.state} />${r.recallProposed && html` <${Tag} kind="bad">
    ${t('提出收回', 'recall proposed')}<//>`}`],
  [t('市级统筹', 'City\'s share'), (r) => area(r.cityShareMu), 'num'], [t('核准', 'Approved'), (r) => (r.approvedOn ? area(r.approvedMu) : '—'), 'num'],
  [t('剩余', 'Left'), (r) => (r.approvedOn ? area(r.leftMu) : '—'), 'num'], [t('未达标', 'Not met'), (r) => r.checks.filter((c) => !c.ok).length || '—', 'num'],
  [t('申请日期', 'Asked'), (r) => html`<span class="nowrap">${r.requestedOn}</span>`],
  [t('开工期限', 'Start by'), (r) => html`<span class="nowrap">${r.startBy || '—'}</span>`]];

const poolColumns = () => [
  [t('指标池', 'Pool'), (p) => html`<a href=${'/land/pools/' + p.id}>${p.name}</a>`, 'lead'], [t('年度', 'Year'), (p) => p.year], [t('归属', 'Of'), poolPlace],
  [t('类型', 'Kind'), (p) => word('poolKind', p.kind)],
  [t('总量', 'Total'), (p) => area(p.totalMu), 'num'], [t('可用', 'Free'), (p) => html`<b>${area(p.balanceMu)}</b>`, 'num'],
  [t('预留', 'Reserved'), (p) => area(p.reservedMu), 'num'],
  [t('已核准未用', 'Granted'), (p) => area(p.grantedMu), 'num'], [t('已使用', 'Used'), (p) => area(p.usedMu), 'num']];

const supplyColumns = () => [
  [t('地块', 'Parcel'), (s) => html`<a href=${'/land/supplies/' + s.id}>${s.parcel}</a>${s.late && html` <${Tag} kind="warn">${t('补报', 'late')}<//>`}`, 'lead'],
  [t('县（市、区）', 'County'), (s) => regionShort(s.regionId)], [t('供地日期', 'Supplied'), (s) => html`<span class="nowrap">${s.suppliedOn}</span>`],
  [t('来源', 'Source'), (s) => word('supplySource', s.source)], [t('面积', 'Area'), (s) => area(s.areaMu), 'num'],
  [t('项目', 'Project'), (s) => html`<${ProjectLink} id=${s.projectId} />`],
  [t('核销指标', 'Quota used'), (s) => (s.requestId ? html`<a href=${'/land/requests/' + s.requestId}>${t('查看', 'see')}</a>` : '—')]];

const siteColumns = () => [
  [t('地块', 'Site'), (s) => html`<a href=${'/land/sites/' + s.id}>${s.name}</a>`, 'lead'], [t('县（市、区）', 'County'), (s) => regionShort(s.regionId)],
  [t('类型', 'Kind'), (s) => word('siteKind', s.kind)],
  [t('计划腾出', 'Planned'), (s) => area(s.plannedMu), 'num'], [t('已腾出', 'Cleared'), (s) => area(s.totals.clearedMu), 'num'],
  [t('已供地', 'Supplied'), (s) => area(s.totals.suppliedMu), 'num'],
  [t('已下达指标', 'Issued'), (s) => area(s.totals.issuedMu), 'num']];

const yes = (label) => [['true', label]];
const tabs = () => ({
  requests: { label: t('指标申请', 'Requests'),
    path: '/land/requests', columns: requestColumns(false), empty: t('没有符合条件的申请。', 'No request matches.'), filters: [['state', t('状态', 'State'), pairs('landRequestState')], ...county(),
    ['kind', t('类型', 'Kind'), pairs('poolKind')], ['recall', t('收回', 'Recall'), [['proposed', t('已提出收回', 'proposed')]]]] },
  pools: { label: t('指标池', 'Pools'), path: '/land/pools', columns: poolColumns(), empty: t('没有指标池。', 'No pool.'), filters: [...county(), ['kind', t('类型', 'Kind'), pairs('poolKind')]], make: mayInCity('landPool.create') && newPool },
  supplies: { label: t('供地', 'Supplies'), path: '/land/supplies', columns: supplyColumns(), empty: t('没有符合条件的供地。', 'No supply matches.'), filters: [['q', t('查找', 'Search')], ...county(),
    ['source', t('来源', 'Source'), pairs('supplySource')], ['late', t('补报', 'Late'), yes(t('只看补报', 'late only'))],
    ['cancelled', t('注销', 'Cancelled'), yes(t('已注销', 'cancelled'))]], make: may('landSupply.record') && newSupply },
  sites: { label: t('盘活地块', 'Renewal sites'),
    path: '/land/sites', columns: siteColumns(), empty: t('没有盘活地块。', 'No renewal site.'), filters: [['q', t('查找', 'Search')], ...county(), ['kind', t('类型', 'Kind'), pairs('siteKind')]],
    make: may('landSite.record') && newSite },
});

export function Land({ query }) {
  const all = tabs(), tab = query.tab || 'requests', shown = all[tab];
  const bench = mayInCity('landRequest.compare') ? [['bench', t('比选测算', 'What if')]] : [];
  return html`<${Page} title=${t('用地', 'Land')} actions=${shown?.make && html`
    <${Acts} acts=${[shown.make()]} onDone=${(made) => go(`${shown.path}/${made.id}`)} />`}>
    <${Tabs} tabs=${[...Object.entries(all).map(([key, x]) => [key, x.label]), ...bench]} active=${tab} path="/land" />
    ${tab === 'bench' && bench.length > 0 && html`<${LandBench} />`}
    ${shown && html`<div key=${tab}><${Narrow} query=${query} fields=${shown.filters} />
      <${Listing} path=${shown.path} query=${without(query, 'tab')} columns=${shown.columns} empty=${shown.empty} /></div>`}<//>`;
}

export { poolPlace };
