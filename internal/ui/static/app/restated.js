// The corrections of closed months that a month announces.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { month as monthName, number, signed, wanText, yi } from './format.js';
import { region, word } from './vocabulary.js';
import { Loaded, Panel } from './parts.js';
import { labelOf } from './projectfields.js';

const metric = (m) => ({ invested: t('完成投资', 'invested'), rank: t('名次', 'rank'), submitted: t('已报月报', 'statuses handed in'), late: t('逾期补报', 'late') }[m] || word('milestoneKind', m));

// said writes a value of the thing that was changed: amounts as elsewhere on the page, words as they are.
function said(field, text) {
  if (!text) return '—';
  if (field === 'version') return t(`第 ${text} 版`, `version ${text}`);
  if (field === 'stage') return word('stage', text);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  if (field.endsWith('Wan')) return html`<span class="nowrap" title=${wanText(Number(text))}>${yi(Number(text))} ${t('亿元', '¥100m')}</span>`;
  return field === 'landMu' ? `${text} ${t('亩', 'mu')}` : text;
}

// changed names what was amended, where that is a field of the project; a milestone or an archive is named by the values themselves.
const changed = (r) => (r.field !== r.metric && labelOf(r.field) !== r.field ? html`<small class="under">${t('修改：', 'changed: ')}${labelOf(r.field)}</small>` : '');

const unitOf = (m) => t({ rank: ' 位', submitted: ' 份', late: ' 份' }[m] || ' 个', '');
const effect = (r) => [r.deltaCount && signed(r.deltaCount, number) + unitOf(r.metric), r.deltaWan && signed(r.deltaWan, yi) + ' ' + t('亿元', '¥100m')].filter(Boolean)
  .map((text) => html`<span class="nowrap">${text}</span> `);

export function Restated({ month }) {
  const list = useLoad((signal) => get(`/meetings/${month}/restatements`, {}, signal), [month]);
  return html`<${Loaded} from=${list}>${({ items }) => items.length > 0 && html`<${Panel} title=${t('本期更正（以前月份）', 'Restatements of earlier months')}>
    <div class="scroll"><table class="list cards">
    <thead><tr><th>${t('更正月份', 'Month')}</th><th>${t('县（市、区）', 'County')}</th><th>${t('指标', 'Indicator')}</th><th>${t('更正前', 'Before')}</th>
      <th>${t('更正后', 'After')}</th><th class="num">${t('影响', 'Effect')}</th><th>${t('理由', 'Reason')}</th></tr></thead>
    <tbody>${items.map((r) => html`<tr key=${r.id}><td data-label=${t('更正月份', 'Month')}>${monthName(r.affectsMonth)}</td>
      <td data-label=${t('县（市、区）', 'County')}>${r.projectId ? html`<a href=${'/projects/' + r.projectId}>${region(r.regionId)} ${r.project}</a>` : region(r.regionId)}</td>
      <td data-label=${t('指标', 'Indicator')}>${metric(r.metric)}${changed(r)}</td>
      <td data-label=${t('更正前', 'Before')}>${said(r.field, r.before)}</td><td data-label=${t('更正后', 'After')}>${said(r.field, r.after)}</td>
      <td class="num" title=${wanText(r.deltaWan || null)} data-label=${t('影响', 'Effect')}>${effect(r)}</td>
      <td data-label=${t('理由', 'Reason')}>${r.reason || '—'}</td></tr>`)}</tbody></table></div><//>`}<//>`;
}
