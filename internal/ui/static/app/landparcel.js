// One land supply, and one renewal site with its months.
import { html } from './view.js';
import { t } from './i18n.js';
import { reasonField } from './entries.js';
import { all, get } from './api.js';
import { useLoad } from './load.js';
import { may, mayInCity } from './may.js';
import { instant, month, today } from './format.js';
import { options, region, word } from './vocabulary.js';
import { Acts } from './acts.js';
import { Listing } from './listing.js';
import { FactList, ProjectLink, area } from './sheet.js';
import { Loaded, Page, Panel, Tag } from './parts.js';

const mu = t('亩', 'mu');

const cancellation = (s) => ({ key: 'cancellation', kind: 'danger', label: t('注销', 'Cancel'), path: `/land/supplies/${s.id}/cancellation`,
  text: t('注销后不再计入供地统计，记录保留。', 'It leaves the figures; the row stays.'),
  fields: [reasonField()] });

export function SupplyPage({ id }) {
  const supply = useLoad((signal) => get('/land/supplies/' + id, {}, signal), [id]);
  return html`<${Loaded} from=${supply}>${(s) => html`<${Page} title=${t('供地：', 'Supply: ') + s.parcel} back=${{ href: '/land?tab=supplies',
    text: t('供地', 'Supplies') }}>
    ${s.cancelledAt && html`<p class="note warn">${t('已注销', 'Cancelled')} ${instant(s.cancelledAt)} ${s.cancelledBy}：${s.cancelReason}</p>`}
    <${Acts} acts=${[may('landSupply.record') && !s.cancelledAt && !s.requestId && cancellation(s)]} row=${s} onDone=${supply.reload} />
    <${Panel} title=${t('概况', 'Overview')}><${FactList} rows=${[[t('县（市、区）', 'County'), region(s.regionId)],
      [t('供地日期', 'Supplied on'), html`${s.suppliedOn} ${s.late && html`<${Tag} kind="warn">${t('补报', 'late')}<//>`}`],
      [t('面积', 'Area'), area(s.areaMu)], [t('来源', 'Source'), word('supplySource', s.source)], [t('项目', 'Project'), html`<${ProjectLink} id=${s.projectId} />`],
      s.requestId && [t('核销指标', 'Quota used'), html`<a href=${'/land/requests/' + s.requestId}>${t('查看申请', 'the request')}</a>`],
      s.siteId && [t('盘活地块', 'Renewal site'), html`<a href=${'/land/sites/' + s.siteId}>${t('查看地块', 'the site')}</a>`], [t('说明', 'Note'), s.note],
        [t('登记', 'Recorded'), `${instant(s.createdAt)} ${s.createdBy}`]]} /><//><//>`}<//>`;
}

const monthColumns = () => [[t('月份', 'Month'), (m) => month(m.month)], [t('计划腾出', 'Planned'), (m) => area(m.plannedMu), 'num'],
  [t('腾出', 'Cleared'), (m) => area(m.clearedMu), 'num'],
  [t('供地', 'Supplied'), (m) => area(m.suppliedMu), 'num'], [t('更正理由', 'Reason'), (m) => m.reason || '—'],
  [t('填报', 'By'), (m) => html`${m.updatedBy} <span class="dim small">${instant(m.updatedAt)}</span>`]];

// reporting is a month's figures; those of a month that has some are corrected with a reason, at the version that is there.
const reporting = (s, months) => ({ key: 'month', method: 'PUT', kind: 'primary', label: t('填报月度', 'Report a month'),
  path: `/land/sites/${s.id}/months`, initial: { month: today().slice(0, 7) }, fields: [
  ['month', 'text', t('月份', 'Month'), { required: true, type: 'month' }], ['clearedMu', 'number', t('当月腾出', 'Cleared'), { required: true, unit: mu }],
  ['suppliedMu', 'number', t('当月供地', 'Supplied'), { required: true, unit: mu }],
  ['plannedMu', 'number', t('当月计划腾出', 'Planned'), { unit: mu }],
  ['reason', 'area', t('更正理由（更正已有月份时必填）', 'Reason (to correct a month)'), { rows: 2, max: 500 }]],
  target: (v) => ({ path: `/land/sites/${s.id}/months/${v.month}`, version: months.find((m) => m.month === v.month)?.version }),
    body: ({ month: _, ...v }) => v });

const issue = (s, pools) => ({ key: 'issue', label: t('下达指标', 'Issue quota'), path: `/land/sites/${s.id}/issue`, versionless: true, fields: [
  ['poolId', 'select', t('指标池', 'Pool'), { required: true, options: pools.map((p) => ({ value: p.id, label: p.name })) }],
  ['areaMu', 'number', t('面积', 'Area'), { required: true, unit: mu }],
  ['note', 'area', t('依据', 'Grounds'), { rows: 2, max: 500 }]] });

const amend = (s) => ({ key: 'amend', method: 'PATCH', label: t('修改', 'Edit'), path: '/land/sites/' + s.id,
  initial: { name: s.name, kind: s.kind, plannedMu: String(s.plannedMu), summary: s.summary }, fields: [
  ['name', 'text', t('名称', 'Name'), { required: true, max: 200 }], ['kind', 'select', t('类型', 'Kind'), { empty: null, options: options('siteKind') }],
  ['plannedMu', 'number', t('计划腾出面积', 'Planned'), { required: true, unit: mu }], ['summary', 'area', t('说明', 'Summary'), { rows: 2, max: 2000 }]] });

export function SitePage({ id }) {
  const data = useLoad(async (signal) => {
    const [s, months, pools] = await Promise.all([get('/land/sites/' + id, {}, signal), all(`/land/sites/${id}/months`), all('/land/pools', { kind: 'stockLand' })]);
    return { s, months, pools: pools.filter((p) => !p.regionId || p.regionId === s.regionId) };
  }, [id]);
  return html`<${Loaded} from=${data}>${({ s, months, pools }) => html`<${Page} title=${s.name} back=${{ href: '/land?tab=sites',
    text: t('盘活地块', 'Renewal sites') }}>
    <${Acts} acts=${[may('landSite.record') && reporting(s, months), mayInCity('landSite.issue') && issue(s, pools), may('landSite.record') && amend(s)]} row=${s} onDone=${data.reload} />
    <${Panel} title=${t('概况', 'Overview')}><${FactList} rows=${[[t('县（市、区）', 'County'), region(s.regionId)], [t('类型', 'Kind'), word('siteKind', s.kind)],
      [t('计划腾出', 'Planned'), area(s.plannedMu)],
      [t('已腾出', 'Cleared'), area(s.totals.clearedMu)], [t('已供地', 'Supplied'), area(s.totals.suppliedMu)], [t('已下达指标', 'Issued'), area(s.totals.issuedMu)],
      [t('说明', 'Summary'), s.summary]]} /><//>
    <${Panel} title=${t('月度', 'Months')}><${Listing} path=${`/land/sites/${id}/months`} query=${{ sort: '-month' }} columns=${monthColumns()} version=${data.data} empty=${t('还没有填报。', 'Nothing reported yet.')} /><//><//>`}<//>`;
}
