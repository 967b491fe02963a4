// One case of joint review: its steps with their clocks and opinions, its conditions, and what has changed of the project since.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { refresh } from './waiting.js';
import { department, region, word } from './vocabulary.js';
import { instant } from './format.js';
import { Acts } from './acts.js';
import { FileLinks } from './files.js';
import { caseActs, conditionActs, stepActs } from './reviewacts.js';
import { Standing, office } from './reviews.js';
import { Due, FactList, Lines, ProjectLink } from './sheet.js';
import { Table } from './listing.js';
import { Loaded, Page, Panel, State, Tag } from './parts.js';

const opinionKind = { agree: 'good', conditional: 'warn', disagree: 'bad', supplement: 'warn' };

const Stretch = ({ p }) => html`<p class="note small"><b>${t('要求补充', 'Asked for')}</b>（${p.from} ${p.askedBy}）：${p.asked}
  ${p.to ? html`<br /><b>${t('已补充', 'Supplied')}</b>（${p.to} ${p.suppliedBy}${t(`，停止计时 ${p.daysLost} 个工作日`, `, ${p.daysLost} workdays lost`)}）：${p.supplied} <${FileLinks} ids=${p.attachmentIds} />`
    : html`<br /><span class="warn-text">${t('尚未补充，停止计时', 'Not yet supplied; the clock stands still')}</span>`}</p>`;

const Step = ({ c, s, onChanged }) => html`<li class="milestone"><header>
    <b>${s.name}</b><span>${office(s, c.regionId)}</span><${State} list="stepState" code=${s.state} />
    ${s.opinion && html`<${Tag} kind=${opinionKind[s.opinion]}>${word('opinion', s.opinion)}<//>`}
    ${s.deemed && html`<${Tag} kind="warn">${t('逾期视为同意', 'deemed consent')}<//>`}
    <span class="small">${t('期限', 'due')} <${Due} on=${s.dueOn} overdue=${s.overdue || s.daysLate > 0} days=${s.daysLate} /></span></header>
  <p class="small dim">${s.checks}${s.materials.length > 0 && html`；${t('材料：', 'materials: ')}${s.materials.join(t('、', ', '))}`}${t(`；时限 ${s.limitDays} 个工作日`, `; ${s.limitDays} workdays`)}</p>
  ${s.suspensions.map((p) => html`<${Stretch} key=${p.id} p=${p} />`)}
  ${s.note && s.state === 'done' && html`<p class="drafted">${s.note}</p>`}
  ${s.conditions.length > 0 && html`<ul>${s.conditions.map((d) => html`<li>${d.text} <span class="dim small">
    ${[d.ownerDepartmentId && department(d.ownerDepartmentId), d.dueOn].filter(Boolean).join(' · ')}</span></li>`)}</ul>`}
  ${(s.reviewerA || s.recusals.length > 0) && html`<p class="small">
    ${s.reviewerA && html`${t('审查人', 'Reviewers')} A ${s.reviewerA}${s.reviewerB && ` · B ${s.reviewerB}`} `}${s.recusals.map((r) => html`<span
    class="warn-text">${t('已回避：', 'kept out: ')}${r.account}（${r.reason}） </span>`)}</p>`}
  ${s.doneOn && html`<p class="small dim">${t('办结', 'Done')} ${s.doneOn} ${s.by}</p>`}
  <${Acts} acts=${stepActs(c, s)} row=${c} onDone=${onChanged} /></li>`;

// Steps of one order run at the same time; they stand one below the other in the template's order.
const Steps = ({ c, onChanged }) => html`<${Panel} title=${t('评审环节', 'Steps')}><ol class="milestones">
  ${[...c.steps].sort((a, b) => a.order - b.order).map((s) => html`<${Step}
  key=${s.key} ...${{ c, s, onChanged }} />`)}</ol><//>`;

const Condition = ({ c, o, onChanged }) => html`<header><b>${o.number}. ${o.text}</b></header>
  <p><${State} list="conditionState" code=${o.state === 'open' ? 'open' : 'fulfilled'} /> ${o.state === 'open' && o.reported && html`<${Tag} kind="info">
    ${t('已报送，待核实', 'reported, to be checked')}<//>`}
    ${' '}${t('期限', 'due')} <${Due} on=${o.dueOn} overdue=${o.overdue} /> · ${t('核实', 'checked by')} ${department(o.ownerDepartmentId)}
    ${o.blocksStage && html` · <span class="warn-text">${t('落实前不得进入“', 'blocks ')}${word('stage', o.blocksStage)}${t('”', '')}</span>`}</p>
  ${o.reportedAt && html`<p class="small">${t('落实情况', 'Reported')}（${instant(o.reportedAt)} ${o.reportedBy}）：${o.evidence} <${FileLinks} ids=${o.attachmentIds} /></p>`}
  ${o.checkedAt && html`<p class="small">${t('核实', 'Checked')}（${instant(o.checkedAt)} ${o.checkedBy}）：${o.checkNote || word('conditionState', o.state)}</p>`}
  <${Acts} acts=${conditionActs(c, o)} row=${c} onDone=${onChanged} />`;

const changedColumns = () => [[t('项', 'Field'), (f) => f.name], [t('评审时', 'Judged'), (f) => f.before || '—'],
  [t('现在', 'Now'), (f) => (f.changed ? html`<b>${f.now || '—'}</b>` : f.now || '—')],
  [t('变化', 'Change'), (f) => html`${f.changePercent !== null && f.changePercent !== undefined && f.changed ? f.changePercent + '%' : ''}${f.beyond && html` <${Tag} kind="bad">${t('超出幅度',
    'beyond the share')}<//>`}`, 'num']];

function Difference({ c }) {
  const diff = useLoad((signal) => get(`/reviews/${c.id}/difference`, {}, signal), [c.id, c.version]);
  return html`<${Panel} title=${t('与评审时相比', 'Compared with what was judged')}><${Loaded} from=${diff}>${(d) => html`
    <p class="small dim">${t(`评审时项目为第 ${d.projectVersion} 版，现为第 ${d.currentVersion} 版；投资或用地变化超过 ${d.reviewAgainPercent}% 须重新评审。`,
      `The case judged version ${d.projectVersion}, the project is at ${d.currentVersion}; beyond ${d.reviewAgainPercent}% of investment or land it is reviewed again.`)}</p>
    <${Table} columns=${changedColumns()} items=${d.fields.filter((f) => f.changed)} empty=${t('没有变化。', 'Nothing has changed.')} />
    <details class="small"><summary>${t('评审时的全部内容', 'All that was judged')}</summary>
      <${Table} columns=${changedColumns()} items=${d.fields} /></details>`}<//><//>`;
}

export function ReviewPage({ id }) {
  const review = useLoad((signal) => get('/reviews/' + id, {}, signal), [id]);
  const changed = () => { review.reload(); refresh(); };
  return html`<${Loaded} from=${review} title=${t('联审联评', 'Joint review')} back=${{ href: '/reviews', text: t('联审联评', 'Joint review') }}>${(c) => html`<${Page} title=${t('联审联评：', 'Joint review: ') + c.projectName} back=${{ href: '/reviews',
    text: t('联审联评', 'Joint review') }}>
    <p class="headline"><${Standing} c=${c} /><span>${c.templateName}</span><span>${region(c.regionId)}</span>
      <${ProjectLink} id=${c.projectId} name=${c.projectName} /></p>
    ${c.reviewAgain && html`<p class="note warn">${t('项目的投资或用地变化已超过幅度，须重新评审。', 'The project has changed beyond the share and has to be reviewed again.')}</p>`}
    <${Acts} acts=${caseActs(c)} row=${c} onDone=${changed} />
    <${Panel} title=${t('概况', 'Overview')}><${FactList} rows=${[
      [t('进入阶段', 'For the stage'), word('stage', c.stage)], [t('启动', 'Opened'), `${c.openedOn} ${c.createdBy}`],
      c.conclusion && [t('结论', 'Conclusion'), `${word('conclusion', c.conclusion)} · ${c.concludedOn} · ${c.meetingNumber}`], c.note && [t('结论说明', 'Note'), c.note],
      c.state === 'withdrawn' && [t('撤回', 'Withdrawn'), `${c.withdrawnOn} ${c.withdrawnBy}：${c.reason}`],
      c.successorId && [t('后续评审', 'Later case'), html`<a href=${'/reviews/' + c.successorId}>${t('以后一次结论为准', 'its conclusion holds')}</a>`]]} /><//>
    <${Steps} c=${c} onChanged=${changed} />
    ${c.conditions.length > 0 && html`<${Panel} title=${t('评审条件', 'Conditions')}><${Lines} items=${c.conditions}>${(o) => html`
      <${Condition} c=${c} o=${o} onChanged=${changed} />`}<//><//>`}
    <${Difference} c=${c} /><//>`}<//>`;
}
