// What stands before the next stage: each blocker with its sentence and who can remove it. The server runs the same table when the move is made.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { choices, named, word } from './vocabulary.js';
import { Loaded, Panel, Tag } from './parts.js';

const order = ['signed', 'landed', 'started', 'completed', 'producing'];

export function Gates({ project }) {
  const next = order[order.indexOf(project.stage) + 1] || 'producing';
  const [to, setTo] = useState(next);
  const gates = useLoad((signal) => get(`/projects/${project.id}/gates`, { to }, signal), [project.id, project.version, to]);
  if (project.stage === 'producing') return null;
  const choose = html`<label class="inline">${t('进入阶段', 'Stage')} <select value=${to} onChange=${(e) => setTo(e.target.value)}>
    ${choices('milestoneKind').map((c) => html`<option value=${c.code} key=${c.code}>${named(c)}</option>`)}</select></label>`;
  return html`<${Panel} title=${t('进入下一阶段的条件', 'What stands before the next stage')} actions=${choose}>
    <${Loaded} from=${gates}>${(g) => (g.blockers.length === 0 ? html`<p class="good-text">${t('条件已齐备，可以核实。', 'Nothing stands in the way.')}</p>` : html`<ul class="blockers">
      ${g.blockers.map((b) => html`<li key=${b.code}><p>${b.detail}</p>
        <p class="small dim">${t('由', 'By')} ${b.who.map((r) => word('role', r)).join(t('、', ', '))} ${t('解决', '')}
        ${b.waivable && html`<${Tag} title=${t('市投资促进中心说明理由后可放行', 'the secretariat may pass over it with a reason')}>${t('可说明理由放行', 'may be waived')}<//>`}</p>
          </li>`)}</ul>`)}<//>
  <//>`;
}
