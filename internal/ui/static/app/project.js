// One project: its facts, what stands before the next stage, its milestones, its history and its months.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { chain, region, word } from './vocabulary.js';
import { Lamp, Loaded, Page, Tabs, Tag } from './parts.js';
import { yi, wanText } from './format.js';
import { Facts } from './facts.js';
import { EditProject } from './projectedit.js';
import { Milestones } from './milestones.js';
import { Gates } from './gates.js';
import { History } from './history.js';
import { ProjectMonths } from './projectmonths.js';
import { Decisions } from './decisions.js';
import { ProjectCases } from './projectcases.js';
import { Timeline } from './timeline.js';
import { Acts } from './acts.js';
import { handover } from './handover.js';

const tabs = () => [['facts', t('概况', 'Facts')], ['milestones', t('节点与障碍', 'Milestones')], ['months', t('月度', 'Months')], ['cases', t('评审与要素', 'Cases')],
  ['timeline', t('大事记', 'Timeline')], ['history', t('阶段历史', 'History')]];

const stages = ['lead', 'negotiating', 'signed', 'landed', 'started', 'completed', 'producing'];

// Steps shows how far the project has come.
const Steps = ({ stage }) => html`<ol class="steps" aria-label=${t('阶段', 'Stage')}>${stages.map((s, i) => html`
  <li key=${s} class=${i < stages.indexOf(stage) ? 'past' : s === stage ? 'now' : ''} aria-current=${s === stage ? 'step' : undefined}>${word('stage', s)}</li>`)}</ol>`;

const Headline = ({ p }) => html`<p class="headline">
  <span>${p.code}</span><span>${region(p.regionId)}</span>
  <span title=${wanText(p.investmentWan)}>${t('总投资', 'Investment')} <b>${yi(p.investmentWan)}</b> ${t('亿元', '¥100m')}</span>
  ${p.chain && html`<span>${chain(p.chain)}</span>`}
  <span>${t('项目灯', 'Light')} <${Lamp} light=${p.light} reason=${p.lightReason} /></span>
  <${Tag} kind=${p.counts ? 'good' : ''} title=${word('countsReason', p.countsReason)}>${p.counts ? t('计入', 'Counts') : t('储备', 'Reserve')}<//>
  ${p.countsReason === 'fellBelow' && html`<${Tag} kind="warn">${word('countsReason', p.countsReason)}<//>`}
  ${p.condition !== 'active' && html`<${Tag} kind="warn">${word('condition', p.condition)}${p.conditionReason ? '：' + p.conditionReason : ''}<//>`}
  ${p.archivedAt && html`<${Tag} kind="bad" title=${p.archiveReason}>${t('已归档', 'Archived')}<//>`}</p>`;

export function ProjectPage({ id, query }) {
  const project = useLoad((signal) => get('/projects/' + id, {}, signal), [id]);
  const [editing, setEditing] = useState(false);
  const tab = query.tab || 'facts';
  const path = '/projects/' + id;
  return html`<${Loaded} from=${project} title=${t('项目', 'Project')} back=${{ href: '/projects', text: t('项目', 'Projects') }}>${(p) => {
    const changeable = !p.archivedAt;
    const actions = html`${may('project.amend') && changeable && !editing && html`<button type="button" class="plain"
      onClick=${() => setEditing(true)}>${t('修改', 'Edit')}</button>`}
      <${Acts} acts=${[!editing && handover(p)]} row=${p} onDone=${project.put} onStale=${project.reload} />
      <${Decisions} project=${p} onChanged=${project.put} onStale=${project.reload} />`;
    return html`<${Page} title=${p.name} back=${{ href: '/projects', text: t('项目', 'Projects') }} actions=${actions}>
      <${Headline} p=${p} /><${Steps} stage=${p.stage} />
      ${editing ? html`<${EditProject} project=${p} onSaved=${(next) => { project.put(next); setEditing(false); }} onClose=${() => setEditing(false)} />` : html`
        <${Tabs} tabs=${tabs()} active=${tab} path=${path} />
        ${tab === 'facts' && html`<${Facts} p=${p} onChanged=${project.reload} />`}
        ${tab === 'milestones' && html`<${Gates} key=${p.stage} project=${p} /><${Milestones} project=${p} onChanged=${project.reload} />`}
        ${tab === 'months' && html`<${ProjectMonths} project=${p} />`}
        ${tab === 'cases' && html`<${ProjectCases} p=${p} />`}
        ${tab === 'timeline' && html`<${Timeline} project=${p} />`}
        ${tab === 'history' && html`<${History} project=${p} />`}`}
    <//>`;
  }}<//>`;
}
