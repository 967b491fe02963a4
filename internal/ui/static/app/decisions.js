// What a county lead or the secretariat decides about a project: pause, resume, terminate, take back a stage, archive, restore. Each needs its reason.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { may } from './may.js';
import { me } from './session.js';
import { word } from './vocabulary.js';
import { ActDialog } from './acts.js';
import { reasonField } from './entries.js';

const order = ['lead', 'negotiating', 'signed', 'landed', 'started', 'completed', 'producing'];

const table = () => [
  { key: 'pause', label: t('暂停', 'Pause'), action: 'stage.pause', when: (p) => p.condition === 'active', text: t('暂停后不再要求月度填报，可随时恢复。',
    'A paused project owes no monthly status; it can be resumed.') },
  { key: 'resumption', label: t('恢复', 'Resume'), action: 'stage.pause', when: (p) => p.condition !== 'active', text: '' },
  { key: 'termination', label: t('终止', 'Terminate'), action: 'stage.pause', danger: true, when: (p) => p.condition !== 'terminated', text: t('已计入各月的数据保留。',
    'What it was credited with stays in the figures of its months.') },
  { key: 'regression', label: t('退回阶段', 'Take back a stage'), action: 'stage.force', danger: true, when: (p) => order.indexOf(p.stage) > 0, text: t('所选阶段之后已核实的节点将被撤销；涉及已关账月份的，列为更正。', 'Milestones beyond the stage lose their verification; closed months are restated.') },
  { key: 'archive', label: t('归档', 'Archive'), action: 'project.archive', danger: true, when: (p) => !p.archivedAt, text: t('归档后项目退出列表和统计，恢复后方可修改。',
    'An archived project leaves the lists and figures until it is restored.') },
  { key: 'restoration', label: t('恢复归档', 'Restore'), action: 'project.archive', when: (p) => p.archivedAt, text: t('恢复后项目重新进入列表和统计；涉及已关账月份的，列为更正。',
    'It comes back into the lists and figures; closed months are restated.') },
];

// beside is asked where a project comes back that somebody else may have reported meanwhile.
const beside = () => ['duplicateReason', 'area', t('如已被其他项目先行登记：准予并存的理由', 'If reported first elsewhere: why both may stand'), { rows: 2, max: 500 }];

function fieldsOf(key, earlier) {
  const back = key === 'regression' ? [['to', 'select', t('退回到', 'Back to'), { required: true, empty: null, options: earlier.map((s) => ({ value: s, label: word('stage', s) })) }]] : [];
  const second = ['resumption', 'restoration'].includes(key) && me().role === 'secretariat' ? [beside()] : [];
  return [...back, reasonField(), ...second];
}

function actOf(d, p) {
  const earlier = order.slice(0, order.indexOf(p.stage));
  return { key: d.key, label: d.label, title: d.label + '：' + p.name, text: d.text, danger: d.danger, path: `/projects/${p.id}/${d.key}`,
    initial: { to: earlier[earlier.length - 1] || '' }, fields: fieldsOf(d.key, earlier) };
}

export function Decisions({ project, onChanged, onStale }) {
  const [open, setOpen] = useState('');
  const offered = table().filter((d) => may(d.action) && d.when(project) && (!project.archivedAt || d.key === 'restoration'));
  const chosen = offered.find((d) => d.key === open);
  const done = (next) => { setOpen(''); onChanged(next); };
  if (!offered.length) return null;
  return html`<details class="drop"><summary class="button plain">${t('更多操作', 'More')}</summary><div class="drop-in">
    ${offered.map((d) => html`<button type="button" key=${d.key} onClick=${() => setOpen(d.key)}>${d.label}</button>`)}</div></details>
    ${chosen && html`<${ActDialog} key=${open} act=${actOf(chosen, project)} row=${project} onDone=${done} onStale=${onStale} onClose=${() => setOpen('')} />`}`;
}
