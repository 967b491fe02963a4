// The board: every county's figures and place, each term of each score explained, the city's totals, charts.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { instant, month as monthName } from './format.js';
import { Empty, Loaded, Page, Panel, Tag, Tabs } from './parts.js';
import { MonthPicker, latestMonth } from './months.js';
import { Ranking } from './ranking.js';
import { CityFigures, CountyFigures } from './boardfigures.js';
import { CityCases, CountyCases } from './boardcases.js';
import { BoardCharts } from './boardcharts.js';

const AsOf = ({ board, meeting }) => html`<p class="headline">${board.frozen ? html`<${Tag} kind="good">${t('已关账 · 数据已冻结', 'closed, figures frozen')}<//>`
  : html`<${Tag} kind="info">${t('填报中 · 数据随时变化', 'open, figures move')}<//>`}
  <span>${board.frozen ? t('冻结于', 'Frozen at') : t('截至', 'As of')} ${instant(board.asOf)}</span>
  ${meeting.snapshot && board.frozen && html`<span class="dim small" title=${meeting.snapshot.sha256}>${t('第', 'version ')}${meeting.snapshot.version}${t('版',
    '')} · ${meeting.snapshot.sha256.slice(0, 12)}…</span>`}</p>`;

function Month({ month, meetings, query }) {
  const board = useLoad((signal) => get(`/meetings/${month}/board`, {}, signal), [month]);
  const [span, setSpan] = useState('month');
  const tab = query.tab || 'ranking';
  const meeting = meetings.find((m) => m.month === month) || {};
  const spans = html`<span class="toggle" role="group" aria-label=${t('期间', 'Period')}>${[['month', t('当月', 'Month')], ['year', t('本年累计', 'Year')]].map(([k, label]) => html`
    <button type="button" key=${k} aria-pressed=${span === k} onClick=${() => setSpan(k)}>${label}</button>`)}</span>`;
  const tabs = [['ranking', t('排名', 'Ranking')], ['figures', t('指标', 'Figures')], ['charts', t('图表', 'Charts')]];
  return html`<${Page} title=${t('晾晒排名', 'Board') + ' · ' + monthName(month)} actions=${html`<${MonthPicker} meetings=${meetings} value=${month}
    href=${(m) => '/board/' + m + (query.tab ? '?tab=' + query.tab : '')} />`}>
    <${Loaded} from=${board}>${(b) => html`<${AsOf} board=${b} meeting=${meeting} />
      <${CityFigures} city=${b.city} /><${CityCases} city=${b.city} />
      <${Tabs} tabs=${tabs} active=${tab} path=${'/board/' + month} />
      ${b.regions.length === 0 && html`<${Empty}>${t('没有可排名的县（市、区）。', 'No county to rank.')}<//>`}
      ${tab === 'ranking' && html`<${Ranking} board=${b} />`}
      ${tab === 'figures' && html`<${Panel} title=${t('各县（市、区）指标', 'Figures by county')} actions=${spans}><${CountyFigures} board=${b} span=${span} /><h2 class="later">${t('要素、事项与评审', 'Land, fund, issues and reviews')}</h2>
        <${CountyCases} board=${b} span=${span} /><//>`}
      ${tab === 'charts' && html`<${Panel} title=${t('图表', 'Charts')} actions=${spans}><${BoardCharts} board=${b} span=${span} /><//>`}`}<//><//>`;
}

export function Board({ month, query }) {
  const meetings = useLoad((signal) => get('/meetings', { limit: 100 }, signal), []);
  return html`<${Loaded} from=${meetings}>${({ items }) => {
    const chosen = month || latestMonth(items)?.month;
    return chosen ? html`<${Month} key=${chosen} month=${chosen} meetings=${items} query=${query} />`
      : html`<${Page} title=${t('晾晒排名', 'Board')}><${Empty}>${t('还没有开启任何月份。', 'No month has been opened yet.')}<//><//>`;
  }}<//>`;
}
