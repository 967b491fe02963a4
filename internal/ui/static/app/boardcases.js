// What the board shows of land, the fund, issues and joint review, for the city and for each county.
import { html } from './view.js';
import { t } from './i18n.js';
import { decimal } from './format.js';
import { region } from './vocabulary.js';
import { Amount } from './parts.js';

const share = (n) => (n === null || n === undefined ? '—' : decimal(n) + '%');

// Cell links a figure to the list behind it. A board that was frozen before a part existed has nothing to show of it.
const Cell = ({ href, label, n, unit, small, bad }) => html`<a class=${'figure' + (bad ? ' bad' : '')} href=${href}><span>${label}</span><b>
  ${n}<small> ${unit}</small></b><small class="dim">${small}</small></a>`;

export function CityCases({ city }) {
  const { land, fund, issues, reviews } = city, mu = t('亩', 'mu');
  return html`<div class="figures city">
    ${land && html`<${Cell} href="/land?tab=supplies" label=${t('供地', 'Land supplied')} n=${decimal(land.suppliedMu)} unit=${mu}
      small=${t(`存量 ${share(land.stockShare)} · 本年 ${decimal(land.year.suppliedMu)} 亩`, `stock ${share(land.stockShare)} · year ${decimal(land.year.suppliedMu)} mu`)} />
    <${Cell} href="/land" label=${t('用地指标核准', 'Land quota granted')} n=${decimal(land.approvedMu)} unit=${mu} small=${t(`申请 ${decimal(land.requestedMu)} 亩 · 本年核准 ${decimal(land.year.approvedMu)} 亩`,
      `asked ${decimal(land.requestedMu)} mu · year ${decimal(land.year.approvedMu)} mu`)} />`}
    ${fund && html`<${Cell} href="/fund" label=${t('基金承诺', 'Fund committed')} n=${html`<${Amount} wan=${fund.month.committedWan} />`} unit=${t('亿元', '¥100m')}
      small=${html`${t('拨付', 'paid')} <${Amount} wan=${fund.month.disbursedWan} /> · ${t('本年承诺', 'year')} <${Amount} wan=${fund.year.committedWan} />`} />`}
    ${issues && html`<${Cell} href="/issues" label=${t('协调事项未销号', 'Issues open')} n=${issues.open} unit=${t('项', '')} bad=${issues.overdue > 0} small=${t(`逾期 ${issues.overdue} · 本月销号 ${issues.closed}`,
      `overdue ${issues.overdue} · closed ${issues.closed}`)} />`}
    ${reviews && html`<${Cell} href="/reviews" label=${t('联审联评在办', 'Reviews open')} n=${reviews.open} unit=${t('件', '')} bad=${reviews.overdue > 0}
      small=${t(`逾期 ${reviews.overdue} · 本月结论 ${reviews.concluded} · 条件未落实 ${reviews.conditionsOpen ?? 0}（逾期 ${reviews.conditionsOverdue ?? 0}）`, `overdue ${reviews.overdue} · concluded ${reviews.concluded} · conditions open ${reviews.conditionsOpen ?? 0} (${reviews.conditionsOverdue ?? 0} overdue)`)} />`}</div>`;
}

const columns = (span) => [
  [t('申请（亩）', 'asked (mu)'), (f) => decimal((span === 'month' ? f.land : f.land?.year)?.requestedMu)],
  [t('核准（亩）', 'granted (mu)'), (f) => decimal((span === 'month' ? f.land : f.land?.year)?.approvedMu)],
  [t('供地（亩）', 'supplied (mu)'), (f) => decimal((span === 'month' ? f.land : f.land?.year)?.suppliedMu)],
  [t('存量占比', 'stock'), (f) => share((span === 'month' ? f.land : f.land?.year)?.stockShare)],
  [t('申请', 'asked'), (f) => html`<${Amount} wan=${f.fund?.[span]?.requestedWan} />`],
  [t('承诺', 'committed'), (f) => html`<${Amount} wan=${f.fund?.[span]?.committedWan} />`],
  [t('拨付', 'paid'), (f) => html`<${Amount} wan=${f.fund?.[span]?.disbursedWan} />`], [t('未销号', 'open'), (f) => f.issues?.open ?? '—'],
  [t('逾期', 'overdue'), (f) => f.issues?.overdue ?? '—'],
  [t('在办', 'open'), (f) => f.reviews?.open ?? '—'], [t('逾期', 'overdue'), (f) => f.reviews?.overdue ?? '—']];

export function CountyCases({ board, span }) {
  const shown = columns(span), row = (f) => shown.map(([, show]) => html`<td class="num">${show(f)}</td>`);
  return html`<div class="scroll"><table class="list dense"><thead><tr><th rowspan="2">${t('县（市、区）', 'County')}</th><th colspan="4" class="mid">
    ${t('用地', 'Land')}</th>
      <th colspan="3" class="mid">${t('基金（亿元）', 'Fund (¥100m)')}</th><th colspan="2" class="mid">${t('协调事项', 'Issues')}</th><th colspan="2" class="mid">
        ${t('联审联评', 'Reviews')}</th></tr>
    <tr>${shown.map(([label]) => html`<th class="num">${label}</th>`)}</tr></thead>
    <tbody>${board.regions.map((r) => html`<tr key=${r.regionId}><th scope="row">${region(r.regionId)}</th>
      ${row(r.figures)}</tr>`)}
      <tr class="sum"><th scope="row">${t('全市', 'City')}</th>${row(board.city)}</tr></tbody></table></div>`;
}
