// One pool of land quota: its balances and its ledger, today or as of a day.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { me } from './session.js';
import { mayInCity } from './may.js';
import { decimal, instant } from './format.js';
import { choices, named, region, word } from './vocabulary.js';
import { Acts } from './acts.js';
import { AsOf } from './asof.js';
import { Listing } from './listing.js';
import { area } from './sheet.js';
import { Loaded, Page, Panel, Tag } from './parts.js';

const mu = t('亩', 'mu');

const posting = (p) => ({ key: 'entry', kind: 'primary', label: t('记入指标', 'Post quota'), path: `/land/pools/${p.id}/entries`, versionless: true,
  initial: { kind: 'issue' }, fields: [
  ['kind', 'select', t('事由', 'Kind'), { required: true, empty: null, options: choices('entryKind').filter((c) => ['issue', 'reward'].includes(c.code)).map((c) => ({ value: c.code, label: named(c) })) }],
  ['amountMu', 'number', t('面积', 'Area'), { required: true, unit: mu }], ['note', 'area', t('依据', 'Grounds'), { rows: 2, max: 500 }]] });

const reversal = (p, e) => ({ key: 'reverse' + e.id, label: t('冲正', 'Reverse'), path: `/land/pools/${p.id}/entries`, versionless: true,
  text: t(`冲正第 ${e.seq} 笔。`, `Reverses entry ${e.seq}.`),
  fields: [['note', 'area', t('理由', 'Reason'), { required: true, max: 500 }]], body: (v) => ({ ...v, kind: 'reverse', reverses: e.id }) });

// What a request has caused is corrected there; of it only a use is undone here.
const reversible = (e) => ['issue', 'reward', 'use'].includes(e.kind);

const columns = (p, onDone) => [[t('序号', 'No.'), (e) => e.seq, 'num'], [t('日期', 'Day'), (e) => html`<span class="nowrap">${e.on}</span>`],
  [t('事由', 'Kind'), (e) => html`<${Tag}>${word('entryKind', e.kind)}<//>`],
  [t('面积', 'Area'), (e) => area(e.amountMu), 'num'], [t('可用', 'Free'), (e) => html`<b>${area(e.balanceMu)}</b>`, 'num'],
  [t('预留', 'Reserved'), (e) => area(e.reservedMu), 'num'],
  [t('已核准', 'Granted'), (e) => area(e.grantedMu), 'num'], [t('已使用', 'Used'), (e) => area(e.usedMu), 'num'],
  [t('申请', 'Request'), (e) => (e.requestId ? html`<a href=${'/land/requests/' + e.requestId}>${t('查看', 'see')}</a>` : '—')],
  [t('经办', 'By'), (e) => html`${e.by} <span class="dim small">${instant(e.at)}</span>`],
  [t('说明', 'Note'), (e) => html`${e.note || '—'}${mayInCity('landPool.post') && reversible(e) && html`
    <${Acts} acts=${[reversal(p, e)]} onDone=${onDone} />`}`]];

// readable is false of the city's ledger for an account of a county, which sees the balances alone.
const readable = (p) => !me().regionId || me().regionId === p.regionId;

const Balance = ({ label, n, strong }) => html`<div class="figure"><b class=${strong ? 'good-text' : ''}>${decimal(n)}</b><span>${label}（${mu}）</span></div>`;

export function LandPoolPage({ id, query }) {
  const pool = useLoad((signal) => get('/land/pools/' + id, { asOf: query.asOf }, signal), [id, query.asOf]);
  return html`<${Loaded} from=${pool}>${(p) => html`<${Page} title=${p.name} back=${{ href: '/land?tab=pools',
    text: t('指标池', 'Pools') }} actions=${html`<${AsOf} query=${query} />
      ${mayInCity('landPool.post') && html`<${Acts} acts=${[posting(p)]} onDone=${pool.reload} />`}`}>
    <p class="headline"><span>${p.regionId ? region(p.regionId) : t('市级统筹', 'the city\'s')}</span><span>${p.year}</span><${Tag}>
      ${word('poolKind', p.kind)}<//>${query.asOf && html`<${Tag}
      kind="warn">${t(`截至 ${query.asOf}`, `as of ${query.asOf}`)}<//>`}</p>
    <div class="figures"><${Balance} label=${t('总量', 'Total')} n=${p.totalMu} /><${Balance} label=${t('可用', 'Free')} n=${p.balanceMu} strong />
      <${Balance} label=${t('预留', 'Reserved')} n=${p.reservedMu} />
      <${Balance} label=${t('已核准未用', 'Granted')} n=${p.grantedMu} /><${Balance} label=${t('已使用', 'Used')} n=${p.usedMu} /></div>
    ${readable(p) && html`<${Panel} title=${t('台账', 'Ledger')}>
      <${Listing} path=${`/land/pools/${id}/entries`} query=${{ asOf: query.asOf }} columns=${columns(p, pool.reload)} version=${p} empty=${t('还没有分录。', 'No entry yet.')} /><//>`}<//>`}<//>`;
}
