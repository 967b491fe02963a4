// Who is done, late or missing in a month: the counties with their counts, and the projects by name. Used on the overview and on the home pages.
import { html } from './view.js';
import { t } from './i18n.js';
import { instant } from './format.js';
import { inOrder, region, regionShort } from './vocabulary.js';
import { Bar, Empty, Lamp, State, Tag } from './parts.js';

const stateTitle = () => ({ due: t('应报', 'Due'), submitted: t('已提交', 'Submitted'), waiting: t('待采纳', 'Waiting'), accepted: t('已采纳',
  'Accepted'), returned: t('已退回', 'Returned'), drafts: t('草稿', 'Drafts'), late: t('迟报', 'Late'), missing: t('未交', 'Missing') });

// RegionTable shows the counts; a count leads to the projects behind it.
export function RegionTable({ regions, href }) {
  const titles = stateTitle();
  const columns = [['due', ''], ['submitted', 'submitted'], ['waiting', 'waiting'], ['accepted', 'accepted'], ['returned', 'returned'], ['missing', 'missing'],
    ['late', 'late']];
  const sum = (key) => regions.reduce((n, r) => n + r[key], 0);
  const cell = (r, [key, state]) => html`<td class=${'num' + (['missing', 'late', 'returned'].includes(key) && r[key] ? ' bad-text' : '')} data-label=${titles[key]}>${r[key] && href ? html`<a href=${href(r.regionId, state)}>${r[key]}</a>` : r[key]}</td>`;
  return html`<div class="scroll"><table class="list"><thead><tr>
    <th>${t('县（市、区）', 'County')}</th>${columns.map(([k]) => html`<th class="num">${titles[k]}</th>`)}<th class="wide-only">${t('完成', 'Done')}</th>
    </tr></thead>
    <tbody>${inOrder(regions).map((r) => html`<tr key=${r.regionId}><th scope="row">${region(r.regionId)}</th>${columns.map((c) => cell(r, c))}
      <td class="wide-only"><${Bar} part=${r.submitted} whole=${r.due} /> <span class="small dim">${r.due ? Math.floor((100 * r.submitted) / r.due) + '%' : '—'}</span>
        </td></tr>`)}
    ${regions.length > 1 && html`<tr class="sum">
      <th scope="row">${t('合计', 'Total')}</th>${columns.map(([k]) => html`<td class="num">${sum(k)}</td>`)}<td class="wide-only"></td></tr>`}</tbody>
      </table></div>`;
}

// handedIn: before that the month has no light of its own yet, and the line carries the project's.
const handedIn = (l) => Boolean(l.light) && ['submitted', 'accepted'].includes(l.state);

export function LineTable({ lines, month, picked, onPick }) {
  if (lines.length === 0) return html`<${Empty}>${t('没有符合条件的项目。', 'No project matches.')}<//>`;
  return html`<div class="scroll"><table class="list cards"><thead><tr>${onPick && html`<th><span class="sr">${t('选择', 'Choose')}</span></th>`}<th>${t('项目', 'Project')}</th>
    <th>${t('县（市、区）', 'County')}</th><th>${t('状态', 'State')}</th><th>${t('本月灯', 'Light')}</th><th>${t('提交时间', 'Submitted')}</th></tr></thead>
    <tbody>${lines.map((l) => html`<tr key=${l.projectId}>
      ${onPick && html`<td class="pick">${onPick.can(l) && html`<input type="checkbox" aria-label=${t('选择', 'Choose') + ' ' + l.name}
        checked=${picked.has(l.projectId)} onChange=${() => onPick.toggle(l)} />`}</td>`}
      <td class="lead" data-label=${t('项目', 'Project')}><a href=${`/projects/${l.projectId}/months/${month}`}>${l.name}</a><small class="under">${l.code}</small>
        </td><td data-label=${t('县（市、区）', 'County')}>${regionShort(l.regionId)}</td>
      <td data-label=${t('状态', 'State')}><${State} list="monthState" code=${l.state} />${l.late && html` <${Tag} kind="warn">${t('迟报', 'late')}<//>`}${l.acceptedLater && html`
        <${Tag}>${t('关账后采纳', 'accepted after the close')}<//>`}</td>
      <td data-label=${t('本月灯', 'Light')}>${handedIn(l) ? html`<${Lamp} light=${l.light} />` : '—'}</td>
        <td data-label=${t('提交时间', 'Submitted')}>${instant(l.submittedAt)}</td></tr>`)}</tbody></table></div>`;
}
