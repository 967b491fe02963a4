// What a county lead or the secretariat decides about a project: pause, resume, terminate, take back a stage, archive, restore. Each needs its reason.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { post } from './api.js';
import { may } from './may.js';
import { me } from './session.js';
import { word } from './vocabulary.js';
import { Confirm } from './parts.js';

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

export function Decisions({ project, onChanged }) {
  const [open, setOpen] = useState(null);
  const [to, setTo] = useState('');
  const [second, setSecond] = useState('');
  const offered = table().filter((d) => may(d.action) && d.when(project) && (!project.archivedAt || d.key === 'restoration'));
  const earlier = order.slice(0, order.indexOf(project.stage));
  const begin = (d) => { setTo(earlier[earlier.length - 1] || ''); setSecond(''); setOpen(d); };
  const back = ['resumption', 'restoration'].includes(open?.key) && me().role === 'secretariat';
  const more = () => (open.key === 'regression' ? { to } : back && second.trim() ? { duplicateReason: second.trim() } : {});
  const run = async (reason) => onChanged(await post(`/projects/${project.id}/${open.key}`, { ...more(), reason }, { version: project.version }));
  if (!offered.length) return null;
  return html`<details class="drop"><summary class="button plain">${t('更多操作', 'More')}</summary><div class="drop-in">
    ${offered.map((d) => html`<button type="button" key=${d.key} onClick=${() => begin(d)}>${d.label}</button>`)}</div></details>
    ${open && html`<${Confirm} title=${open.label + '：' + project.name} text=${open.text} action=${open.label} danger=${open.danger} reason=${t('理由', 'Reason')}
      onConfirm=${run} onClose=${() => setOpen(null)}>
      ${open.key === 'regression' && html`<label class="field"><span>${t('退回到', 'Back to')}</span><select value=${to} onChange=${(e) => setTo(e.target.value)}>
        ${earlier.map((s) => html`<option value=${s} key=${s}>${word('stage', s)}</option>`)}</select></label>`}
      ${back && html`<label class="field"><span>${t('如已被其他项目先行登记：准予并存的理由', 'If reported first elsewhere: why both may stand')}</span>
        <textarea rows="2" maxlength="500" value=${second} onInput=${(e) => setSecond(e.target.value)}></textarea></label>`}<//>`}`;
}
