// The milestones of a project: what was reported, with its evidence; reporting one; the city's verdict.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { all, url } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { instant, month } from './format.js';
import { word } from './vocabulary.js';
import { Acts } from './acts.js';
import { Empty, Loaded, Panel, State, Tag } from './parts.js';
import { ReportMilestone } from './milestoneform.js';

const Proof = ({ e }) => {
  const label = [word('evidenceKind', e.kind), e.title, e.number].filter(Boolean).join(' · ');
  return e.attachmentId ? html`<a href=${url(`/attachments/${e.attachmentId}/content`)} download>${label}</a>` : label;
};

// verdictsOf are the city's judgements. Passing over a blocker, and rejecting, need their reason.
function verdictsOf(m) {
  if (m.state !== 'reported' || !may('milestone.verify')) return [];
  const what = word('milestoneKind', m.kind), path = `/projects/${m.projectId}/milestones/${m.id}/verification`;
  const judged = (verdict) => (v) => ({ ...v, verdict });
  return [{ key: 'verified', kind: 'primary', label: t('核实', 'Verify'), verb: t('核实并计入', 'Verify and credit'), title: t('核实节点：', 'Verify: ') + what, path,
    body: judged('verified'), text: t('核实后计入当前填报月份，项目阶段随之推进。', 'It is credited to the open month and the stage follows.'),
    fields: [['note', 'area', t('说明（跨阶段、材料不全等放行时必填）', 'Note (needed to pass over a blocker)'), { rows: 2, max: 2000 }]] },
  { key: 'rejected', danger: true, label: t('不予认定', 'Reject'), title: t('不予认定：', 'Reject: ') + what, path, body: judged('rejected'),
    text: t('项目单位可补充材料后重新报送。', 'The county may report it again with better evidence.'),
    fields: [['note', 'area', t('理由', 'Reason'), { required: true, max: 2000 }]] }];
}

const Milestone = ({ m, onJudged, onStale, onCorrect }) => html`<li class="milestone">
  <header><b>${word('milestoneKind', m.kind)}</b> ${m.occurredOn} <${State} list="milestoneState" code=${m.state} />
    ${m.creditedMonth && html`<${Tag}>${t('计入', 'credited to')} ${month(m.creditedMonth)}<//>`} ${m.late && html`<${Tag} kind="warn">${t('补报', 'late')}<//>`}</header>
  ${m.note && html`<p>${m.note}</p>`}
  ${m.evidence?.length ? html`<ul class="proofs">${m.evidence.map((e) => html`<li><${Proof} e=${e} />
    </li>`)}</ul>` : html`<p class="dim small">${t('没有附材料', 'no evidence')}</p>`}
  ${m.waived?.length > 0 && html`<p class="small"><${Tag} kind="warn" title=${m.waived.join(', ')}>${t('说明理由放行', 'passed over with a reason')}<//></p>`}
  ${m.verdictNote && html`<p class="note small">${t('市级意见：', 'City: ')}${m.verdictNote}</p>`}
  <p class="dim small">${t('报送', 'Reported')} ${instant(m.reportedAt)} ${m.createdBy}${m.verifiedBy
    ? html` · ${t('认定', 'judged')} ${instant(m.verifiedAt)} ${m.verifiedBy}` : ''}</p>
  ${m.state === 'reported' && onCorrect && html`<p class="actions"><button type="button" class="plain" onClick=${() => onCorrect(m)}>${t('更正或补充材料',
    'Correct, or add evidence')}</button></p>`}
  <${Acts} acts=${verdictsOf(m)} row=${m} onDone=${onJudged} onStale=${onStale} /></li>`;

export function Milestones({ project, onChanged }) {
  const list = useLoad(() => all(`/projects/${project.id}/milestones`), [project.id, project.version]);
  const [reporting, setReporting] = useState(false);
  const [correcting, setCorrecting] = useState(null);
  const done = () => { setReporting(false); setCorrecting(null); list.reload(); onChanged(); };
  const idle = !reporting && !correcting;
  const canReport = may('milestone.report') && !project.archivedAt && project.condition !== 'terminated';
  const actions = canReport && idle && html`<button type="button" class="primary" onClick=${() => setReporting(true)}>${t('报送节点', 'Report a milestone')}</button>`;
  return html`<${Panel} title=${t('节点', 'Milestones')} actions=${actions}>
    ${reporting && html`<${ReportMilestone} project=${project} onDone=${done} onClose=${() => setReporting(false)} />`}
    ${correcting && html`<${ReportMilestone} key=${correcting.id} project=${project} milestone=${correcting} onDone=${done} onClose=${() => setCorrecting(null)} />`}
    <${Loaded} from=${list}>${(items) => (items.length ? html`<ul class="milestones">${[...items].reverse().map((m) => html`<${Milestone} key=${m.id} m=${m}
      onJudged=${done} onStale=${list.reload} onCorrect=${canReport && idle && setCorrecting} />`)}</ul>`
      : html`<${Empty}>${t('还没有报送节点。', 'No milestone has been reported.')}<//>`)}<//>
  <//>`;
}
