// The milestones of a project: what was reported, with its evidence; reporting one; the city's verdict.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { all, post, url } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { instant, month } from './format.js';
import { word } from './vocabulary.js';
import { Confirm, Empty, Loaded, Panel, State, Tag } from './parts.js';
import { ReportMilestone } from './milestoneform.js';

const Proof = ({ e }) => {
  const label = [word('evidenceKind', e.kind), e.title, e.number].filter(Boolean).join(' · ');
  return e.attachmentId ? html`<a href=${url(`/attachments/${e.attachmentId}/content`)} download>${label}</a>` : label;
};

// Verdict is the city's judgement. Passing over a blocker, and rejecting, need their reason.
export function Verdict({ milestone, verdict, onDone, onClose }) {
  const good = verdict === 'verified';
  const [note, setNote] = useState('');
  const run = async (reason) => {
    await post(`/projects/${milestone.projectId}/milestones/${milestone.id}/verification`, { verdict, note: (good ? note : reason) || undefined }, { version: milestone.version });
    onDone();
  };
  return html`<${Confirm} title=${(good ? t('核实节点：', 'Verify: ') : t('不予认定：', 'Reject: ')) + word('milestoneKind', milestone.kind)}
    action=${good ? t('核实并计入', 'Verify and credit') : t('不予认定', 'Reject')}
    danger=${!good} reason=${good ? '' : t('理由', 'Reason')} onConfirm=${run} onClose=${onClose}
    text=${good ? t('核实后计入当前填报月份，项目阶段随之推进。', 'It is credited to the open month and the stage follows.') : t('项目单位可补充材料后重新报送。',
      'The county may report it again with better evidence.')}>
    ${good && html`<label class="field"><span>${t('说明（跨阶段、材料不全等放行时必填）', 'Note (needed to pass over a blocker)')}</span>
      <textarea rows="2" value=${note} onInput=${(e) => setNote(e.target.value)}></textarea></label>`}<//>`;
}

const Milestone = ({ m, onVerdict }) => html`<li class="milestone">
  <header><b>${word('milestoneKind', m.kind)}</b> ${m.occurredOn} <${State} list="milestoneState" code=${m.state} />
    ${m.creditedMonth && html`<${Tag}>${t('计入', 'credited to')} ${month(m.creditedMonth)}<//>`} ${m.late && html`<${Tag} kind="warn">${t('补报', 'late')}<//>`}</header>
  ${m.note && html`<p>${m.note}</p>`}
  ${m.evidence?.length ? html`<ul class="proofs">${m.evidence.map((e) => html`<li><${Proof} e=${e} />
    </li>`)}</ul>` : html`<p class="dim small">${t('没有附材料', 'no evidence')}</p>`}
  ${m.waived?.length > 0 && html`<p class="small"><${Tag} kind="warn" title=${m.waived.join(', ')}>${t('说明理由放行', 'passed over with a reason')}<//></p>`}
  ${m.verdictNote && html`<p class="note small">${t('市级意见：', 'City: ')}${m.verdictNote}</p>`}
  <p class="dim small">${t('报送', 'Reported')} ${instant(m.reportedAt)} ${m.createdBy}${m.verifiedBy
    ? html` · ${t('认定', 'judged')} ${instant(m.verifiedAt)} ${m.verifiedBy}` : ''}</p>
  ${m.state === 'reported' && may('milestone.verify') && html`<p class="actions">
    <button type="button" class="primary" onClick=${() => onVerdict(m, 'verified')}>${t('核实', 'Verify')}</button>
    <button type="button" class="plain" onClick=${() => onVerdict(m, 'rejected')}>${t('不予认定', 'Reject')}</button></p>`}</li>`;

export function Milestones({ project, onChanged }) {
  const list = useLoad(() => all(`/projects/${project.id}/milestones`), [project.id, project.version]);
  const [reporting, setReporting] = useState(false);
  const [judging, setJudging] = useState(null);
  const done = () => { list.reload(); onChanged(); };
  const canReport = may('milestone.report') && !project.archivedAt && project.condition !== 'terminated';
  const actions = canReport && !reporting && html`<button type="button" class="primary" onClick=${() => setReporting(true)}>${t('报送节点', 'Report a milestone')}</button>`;
  return html`<${Panel} title=${t('节点', 'Milestones')} actions=${actions}>
    ${reporting && html`<${ReportMilestone} project=${project} onDone=${() => { setReporting(false); done(); }} onClose=${() => setReporting(false)} />`}
    <${Loaded} from=${list}>${(items) => (items.length ? html`<ul class="milestones">${[...items].reverse().map((m) => html`<${Milestone} key=${m.id} m=${m}
      onVerdict=${(x, verdict) => setJudging({ m: x, verdict })} />`)}</ul>`
      : html`<${Empty}>${t('还没有报送节点。', 'No milestone has been reported.')}<//>`)}<//>
    ${judging && html`<${Verdict} milestone=${judging.m} verdict=${judging.verdict} onDone=${done} onClose=${() => setJudging(null)} />`}
  <//>`;
}
