// The months of one project.
import { html } from './view.js';
import { t } from './i18n.js';
import { all, get } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { month } from './format.js';
import { Amount, Empty, Lamp, Loaded, Panel, State, Tag } from './parts.js';
import { openMonth } from './months.js';

export function ProjectMonths({ project }) {
  const list = useLoad(async () => {
    const [items, meetings] = await Promise.all([all(`/projects/${project.id}/months`), get('/meetings', { limit: 50 })]);
    return { items, open: openMonth(meetings.items) };
  }, [project.id, project.version]);
  return html`<${Loaded} from=${list}>${({ items, open }) => {
    const due = open && project.counts && project.condition === 'active' && !project.archivedAt;
    const begun = items.some((s) => s.month === open?.month);
    const actions = due && html`<a class="button primary" href=${`/projects/${project.id}/months/${open.month}`}>${(may('month.draft') ? (begun ? t('继续填报',
      'Go on with ') : t('填报', 'Report ')) : t('查看', 'See ')) + month(open.month)}</a>`;
    return html`<${Panel} title=${t('月度情况', 'Months')} actions=${actions}>${items.length === 0
      ? html`<${Empty}>${t('还没有填报过。', 'Nothing has been reported.')}<//>` : html`<div class="scroll">
      <table class="list cards">
      <thead><tr><th>${t('月份', 'Month')}</th><th>${t('状态', 'State')}</th><th>${t('当月灯', 'Light')}</th>
        <th class="num">${t('本月完成（亿元）', 'This month (¥100m)')}</th><th class="num">${t('累计完成（亿元）', 'Total (¥100m)')}</th>
        <th>${t('进展', 'Progress')}</th></tr></thead>
      <tbody>${items.map((s) => html`<tr key=${s.month}>
        <td data-label=${t('月份', 'Month')}><a href=${`/projects/${project.id}/months/${s.month}`}>${month(s.month)}</a></td>
        <td data-label=${t('状态', 'State')}>
          <${State} list="monthState" code=${s.state} /> ${s.late && html`<${Tag} kind="warn">${t('迟报', 'late')}<//>`}</td>
          <td data-label=${t('当月灯', 'Light')}><${Lamp} light=${s.light} reason=${s.lightReason || s.lightDetail} /></td>
        <td class="num" data-label=${t('本月完成', 'This month')}><${Amount} wan=${s.investedThisMonthWan} /></td>
          <td class="num" data-label=${t('累计完成', 'Total')}><${Amount} wan=${s.investedTotalWan} /></td>
        <td data-label=${t('进展', 'Progress')}>${s.noChange ? html`<${Tag}>${t('无变化', 'no change')}<//> ` : ''}${s.progress}</td></tr>`)}</tbody>
          </table></div>`}<//>`;
  }}<//>`;
}
