// One request for land quota: what is asked, how it stands against the thresholds, what was granted and used, and every step.
import { html } from './view.js';
import { t, lang } from './i18n.js';
import { all, get } from './api.js';
import { useLoad } from './load.js';
import { decimal, instant } from './format.js';
import { region, word } from './vocabulary.js';
import { refresh } from './waiting.js';
import { Acts } from './acts.js';
import { landActs } from './landacts.js';
import { FactList, Lines, ProjectLink, area } from './sheet.js';
import { Table } from './listing.js';
import { Loaded, Page, Panel, State, Tag } from './parts.js';

const unknown = (c) => c.value === null || c.value === undefined;
const checkColumns = () => [[t('指标', 'Check'), (c) => (lang === 'en' ? c.labelEn : c.label)], [t('申请值', 'Value'), (c) => (unknown(c) ? t('未知', 'not known')
  : `${decimal(c.value)} ${c.unit}`), 'num'], [t('标准', 'Threshold'), (c) => `${c.atMost ? '≤' : '≥'} ${decimal(c.threshold)} ${c.unit}`, 'num'],
  [t('结果', 'Result'), (c) => html`<${Tag} kind=${c.ok ? 'good' : unknown(c) ? 'warn' : 'bad'}>
    ${c.ok ? t('达标', 'met') : unknown(c) ? t('待填报', 'to be told') : t('未达标', 'not met')}<//>`]];

const grantColumns = (pools) => [[t('指标池', 'Pool'), (g) => html`<a href=${'/land/pools/' + g.poolId}>
  ${pools.find((p) => p.id === g.poolId)?.name || t('查看', 'see')}</a>`],
  [t('核准', 'Granted'), (g) => area(g.areaMu), 'num'], [t('已使用', 'Used'), (g) => area(g.usedMu), 'num'],
  [t('已退回', 'Given back'), (g) => area(g.returnedMu), 'num']];

const useColumns = () => [[t('日期', 'Day'), (u) => u.on], [t('面积', 'Area'), (u) => area(u.areaMu), 'num'],
  [t('已冲正', 'Reversed'), (u) => (u.reversedMu ? area(u.reversedMu) : '—'), 'num'],
  [t('供地', 'Parcel'), (u) => (u.supplyId ? html`<a href=${'/land/supplies/' + u.supplyId}>${t('查看', 'see')}</a>` : '—')], [t('经办', 'By'), (u) => u.by],
  [t('说明', 'Note'), (u) => u.note || '—']];

const stated = (v, unit) => (v === null || v === undefined ? t('取自项目', 'from the project') : `${decimal(v)} ${unit}`);
const perMu = () => t('万元/亩', '¥10k per mu');

const facts = (r) => [
  [t('指标类型', 'Kind'), word('poolKind', r.kind)], [t('申请面积', 'Area'), area(r.areaMu)], [t('其中市级统筹', 'The city\'s share'), area(r.cityShareMu)],
  [t('其中县级自有', 'The county\'s own'), area(r.ownShareMu)],
  [t('理由', 'Reason'), r.reason], [t('亩均投资', 'Investment per mu'), stated(r.investmentPerMuWan, perMu())],
  [t('亩均税收', 'Tax per mu'), stated(r.taxPerMuWan, perMu())],
  [t('容积率', 'Plot ratio'), stated(r.plotRatio, '')],
  [t('申请日期', 'Asked'), `${r.requestedOn} ${r.createdBy}`], r.precheckedOn && [t('预审', 'Prechecked'), r.precheckedOn],
  r.approvedOn && [t('核准', 'Approved'), `${r.approvedOn} · ${r.approvedMu} ${t('亩', 'mu')}`], r.approvedOn && [t('剩余', 'Left'), area(r.leftMu)], r.startBy && [t('开工期限', 'Start by'), r.startBy],
  r.conditions.length > 0 && [t('条件', 'Conditions'), html`<ul>${r.conditions.map((c) => html`<li>${c}</li>`)}</ul>`]];

const Steps = ({ r }) => html`<${Panel} title=${t('办理经过', 'Steps')}><${Lines} items=${[...r.steps].reverse()} empty="—">${(s) => html`<p><b>
  ${word('landStep', s.code)}</b> ${s.areaMu > 0 && area(s.areaMu)}
  <span class="dim small"> ${instant(s.at)} ${s.by}</span></p>${s.note && html`<p class="small">${s.note}</p>`}`}<//><//>`;

const serves = (r) => (p) => p.kind === r.kind && (!p.regionId || p.regionId === r.regionId);
const unused = (r) => (s) => !s.requestId && (!s.projectId || s.projectId === r.projectId);

// read takes the pools that can grant it and the parcels it can be used for, so that an act offers what fits.
async function read(id, signal) {
  const r = await get('/land/requests/' + id, {}, signal);
  const granted = ['approved', 'used'].includes(r.state) && r.leftMu > 0;
  const [pools, supplies] = await Promise.all([all('/land/pools'), granted ? all('/land/supplies', { regionId: r.regionId, sort: '-suppliedOn' }) : []]);
  return { r, pools, supplies: supplies.filter(unused(r)) };
}

export function LandRequestPage({ id }) {
  const data = useLoad((signal) => read(id, signal), [id]);
  const changed = () => { data.reload(); refresh(); };
  return html`<${Loaded} from=${data}>${({ r, pools, supplies }) => html`
    <${Page} title=${t('用地指标申请 ', 'Land request ') + area(r.areaMu)} back=${{ href: '/land', text: t('用地', 'Land') }}>
    <p class="headline"><${State} list="landRequestState" code=${r.state} />${r.recallProposed && html`<${Tag} kind="bad">
      ${t('开工期限已过，提出收回', 'past its start-by day: recall proposed')}<//>`}
      <span>${region(r.regionId)}</span><${ProjectLink} id=${r.projectId} /></p>
    <${Acts} acts=${landActs(r, pools.filter(serves(r)), supplies)} row=${r} onDone=${changed} />
    <${Panel} title=${t('概况', 'Overview')}><${FactList} rows=${facts(r)} /><//>
    <${Panel} title=${t(`对照用地标准（第 ${r.thresholdNumber} 版）`, `Against the thresholds (version ${r.thresholdNumber})`)}>
      <${Table} columns=${checkColumns()} items=${r.checks} empty=${t('没有标准。', 'No threshold.')} /><//>
    ${r.grants.length > 0 && html`<${Panel} title=${t('核准的指标', 'Granted')}><${Table} columns=${grantColumns(pools)} items=${r.grants} /><//>`}
    ${r.uses.length > 0 && html`<${Panel} title=${t('使用', 'Used')}><${Table} columns=${useColumns()} items=${r.uses} /><//>`}
    <${Steps} r=${r} /><//>`}<//>`;
}
