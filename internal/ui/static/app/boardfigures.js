// The city's totals and the counties' figures.
import { html } from './view.js';
import { t } from './i18n.js';
import { wanText, yi } from './format.js';
import { choices, named, region, word } from './vocabulary.js';
import { Amount } from './parts.js';

export const kinds = () => choices('milestoneKind').map((c) => c.code);
export const spanOf = (figures, span, kind) => figures?.[span]?.[kind] || { count: 0, investmentWan: 0 };

// growth is against the same months of last year, in whole percent, rounded half away from zero like the papers.
export function growth(now, before) {
  if (!before) return '';
  const n = Math.sign(now - before) * Math.floor((Math.abs(now - before) * 200 + before) / (2 * before));
  return (n > 0 ? '+' : n < 0 ? '−' : '') + Math.abs(n) + '%';
}

function Kind({ city, kind }) {
  const m = spanOf(city, 'month', kind), y = spanOf(city, 'year', kind), last = spanOf(city, 'lastYear', kind), g = growth(y.investmentWan, last.investmentWan);
  return html`<div class="figure"><span>${word('milestoneKind', kind)}</span><b>${m.count} <small>${t('个', '')}</small></b>
    <span title=${wanText(m.investmentWan)}>${yi(m.investmentWan)} ${t('亿元', '¥100m')}</span>
    <small class="dim">${t('本年', 'Year')} ${y.count} ${t('个', '')} <span title=${wanText(y.investmentWan)}>${yi(y.investmentWan)} ${t('亿元', '')}</span>${g
      && html` · ${t('同比', 'y/y')} ${g}`}</small>
      </div>`;
}

export function CityFigures({ city }) {
  const invested = city.invested || {}, due = city.submissions || {}, g = growth(invested.yearWan, invested.lastYearWan);
  return html`<div class="figures city">${kinds().map((k) => html`<${Kind} key=${k} city=${city} kind=${k} />`)}
    <div class="figure"><span>${t('完成投资', 'Invested')}</span><b title=${wanText(invested.monthWan)}>${yi(invested.monthWan)}</b>
      <span>${t('亿元（当月）', '¥100m (month)')}</span>
      <small class="dim" title=${wanText(invested.yearWan)}>${t('本年', 'Year')} ${yi(invested.yearWan)} ${t('亿元', '')}${g && html` · ${t('同比', 'y/y')} ${g}`}</small>
      </div>
    <div class=${'figure' + (due.missing ? ' bad' : '')}><span>${t('月报', 'Reports')}</span>
      <b>${due.submitted ?? '—'}<small> / ${due.due ?? '—'}</small></b><span>${t('已交 / 应交', 'in / due')}</span>
      <small class="dim">${t('迟报', 'late')} ${due.late ?? 0} · ${t('未交', 'missing')} ${due.missing ?? 0}</small></div></div>
    ${city.byThreshold?.length > 0 && html`<details class="small"><summary>${t('签约项目按总投资分档', 'Signed projects by size')}</summary><div class="scroll">
      <table class="list"><thead><tr><th>${t('总投资不低于', 'At least')}</th><th class="num">${t('当月（个）', 'Month')}</th>
      <th class="num">${t('当月（亿元）', 'Month (¥100m)')}</th><th class="num">${t('本年（个）', 'Year')}</th><th class="num">${t('本年（亿元）', 'Year (¥100m)')}</th>
      </tr></thead>
      <tbody>${city.byThreshold.map((b) => html`<tr key=${b.minWan}><th scope="row">${b.minWan / 10000} ${t('亿元', '¥100m')}</th>
        <td class="num">${b.month.count}</td><td class="num"><${Amount} wan=${b.month.investmentWan} /></td><td class="num">${b.year.count}</td>
        <td class="num"><${Amount} wan=${b.year.investmentWan} /></td></tr>`)}</tbody></table></div></details>`}`;
}

export function CountyFigures({ board, span }) {
  const list = choices('milestoneKind');
  const cells = (f) => html`${list.map((c) => { const x = spanOf(f, span, c.code); return html`<td class="num">${x.count}</td><td class="num">
    <${Amount} wan=${x.investmentWan} /></td>`; })}
    <td class="num"><${Amount} wan=${span === 'month' ? f.invested?.monthWan : f.invested?.yearWan} /></td>`;
  const rows = board.regions;
  return html`<div class="scroll"><table class="list dense"><thead><tr>
    <th rowspan="2">${t('县（市、区）', 'County')}</th>${list.map((c) => html`<th colspan="2" class="mid">${named(c)}</th>`)}<th rowspan="2"
      class="num">${t('完成投资（亿元）', 'Invested (¥100m)')}</th>
    </tr>
    <tr>${list.map(() => html`<th class="num">${t('个', 'no.')}</th><th class="num">${t('亿元', '¥100m')}</th>`)}</tr></thead>
    <tbody>${rows.map((r) => html`<tr key=${r.regionId}><th scope="row">${region(r.regionId)}</th>${cells(r.figures)}</tr>`)}<tr class="sum">
      <th scope="row">${t('全市', 'City')}</th>${cells(board.city)}</tr></tbody></table></div>`;
}
