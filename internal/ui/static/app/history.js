// The stage history: insert-only, newest first.
import { html } from './view.js';
import { t } from './i18n.js';
import { all } from './api.js';
import { useLoad } from './load.js';
import { instant, month } from './format.js';
import { word } from './vocabulary.js';
import { Empty, Loaded, Panel } from './parts.js';

const sources = () => ({ import: t('导入', 'import'), registration: t('登记', 'registration'), amendment: t('修改', 'amendment'), archive: t('归档', 'archive'),
  restoration: t('恢复归档', 'restoration') });
const source = (m) => (m.source.startsWith('milestone') ? t('节点核实', 'milestone') : sources()[m.source] || t('决定', 'decision'));
const moved = (m) => [m.fromStage !== m.toStage ? `${word('stage', m.fromStage)} → ${word('stage', m.toStage)}` : word('stage', m.toStage),
  m.fromCondition !== m.toCondition ? `${word('condition', m.fromCondition)} → ${word('condition', m.toCondition)}` : ''].filter(Boolean).join(t('，', ', '));

export function History({ project }) {
  const list = useLoad(() => all(`/projects/${project.id}/stages`), [project.id, project.version]);
  return html`<${Panel} title=${t('阶段历史', 'Stage history')}>
    <${Loaded} from=${list}>${(items) => (items.length === 0 ? html`<${Empty}>${t('没有记录。', 'Nothing yet.')}<//>` : html`<div class="scroll">
    <table class="list cards">
    <thead><tr><th>${t('记录时间', 'Recorded')}</th><th>${t('变化', 'Change')}</th><th>${t('生效日期', 'Effective')}</th><th>${t('计入月份', 'Month')}</th>
      <th>${t('依据', 'Source')}</th><th>${t('经办', 'By')}</th><th>${t('理由', 'Reason')}</th></tr></thead>
    <tbody>${[...items].reverse().map((m) => html`<tr key=${m.id}><td data-label=${t('记录时间', 'Recorded')}>${instant(m.createdAt)}</td>
      <td data-label=${t('变化', 'Change')}>${moved(m)}</td><td data-label=${t('生效日期', 'Effective')}>${m.effectiveOn}</td>
      <td data-label=${t('计入月份', 'Month')}>${month(m.month)}</td><td data-label=${t('依据', 'Source')}>${source(m)}</td>
        <td data-label=${t('经办', 'By')}>${m.createdBy}${m.onBehalfOf ? ` (${m.onBehalfOf})` : ''}</td>
        <td data-label=${t('理由', 'Reason')}>${m.reason || '—'}${m.waived?.length
          ? html` <span class="dim small" title=${m.waived.join(', ')}>${t('（说明理由放行）', '(passed over with a reason)')}</span>` : ''}</td></tr>`)}</tbody></table></div>`)}<//><//>`;
}
