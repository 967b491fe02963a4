// One issue: who has it in hand, the rounds of progress, and its history.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { instant, month } from './format.js';
import { department, region, word } from './vocabulary.js';
import { refresh } from './waiting.js';
import { Acts } from './acts.js';
import { issueActs } from './issueacts.js';
import { Due, FactList, Lines, ProjectLink } from './sheet.js';
import { Loaded, Page, Panel, State, Tag } from './parts.js';

const placeName = (id) => (id ? region(id) : t('全市', 'the city'));
const office = (id) => (department(id) !== id ? department(id) : region(id));

const facts = (i) => [
  [t('类别', 'Kind'), word('issueKind', i.kind)], [t('层级', 'Level'), word('issueLevel', i.level)],
  [t('来源', 'Source'), word('issueSource', i.source) + (i.month ? ' · ' + month(i.month) : '')],
  [t('项目', 'Project'), i.projectId && html`<${ProjectLink} id=${i.projectId} name=${i.projectName} />`], [t('县（市、区）', 'County'), placeName(i.regionId)],
  [t('牵头', 'Lead'), i.leadName], [t('配合', 'Assisting'), i.assistDepartmentIds.map(department).join(t('、', ', '))],
  [t('期限', 'Due'), html`<${Due} on=${i.dueOn} overdue=${i.overdue} days=${i.daysOverdue} />`],
  [t('提出', 'Raised'), `${instant(i.createdAt)} ${i.createdBy}`],
  i.resolution && [t('办理结果', 'Resolution'), `${i.resolution}（${instant(i.resolvedAt)} ${i.resolvedBy}）`],
  i.closedOn && [t('销号', 'Closed'), `${i.closedOn} ${i.closedBy} ${i.closure || ''} ${i.satisfied === false ? t('（不满意）', '(not satisfied)') : ''}`],
];

export function IssuePage({ id }) {
  const issue = useLoad((signal) => get('/issues/' + id, {}, signal), [id]);
  const changed = () => { issue.reload(); refresh(); };
  return html`<${Loaded} from=${issue}>${(i) => html`<${Page} title=${i.title} back=${{ href: '/issues', text: t('协调事项', 'Issues') }}>
    <p class="headline"><${State} list="issueState" code=${i.state} />${i.escalationLevel > 0 && html`<${Tag} kind="warn">${t(`已升级 ${i.escalationLevel} 级`,
      `escalated, level ${i.escalationLevel}`)}<//>`}<span>${i.leadName || t('尚未交办', 'not assigned')}</span></p>
    <${Acts} acts=${issueActs(i)} row=${i} onDone=${changed} />
    ${i.detail && html`<p class="drafted">${i.detail}</p>`}
    <${Panel} title=${t('概况', 'Overview')}><${FactList} rows=${facts(i)} /><//>
    <${Panel} title=${t('办理进展', 'Progress')}><${Lines} items=${[...i.rounds].reverse()} empty=${t('还没有填报进展。', 'No progress yet.')}>${(r) => html`
      <p><b>${t(`第 ${r.number} 次`, `Round ${r.number}`)}</b> <span class="dim small">${instant(r.at)} ${r.office && office(r.office)} ${r.by}</span></p><p>
        ${r.text}</p>`}<//><//>
    <${Panel} title=${t('经过', 'History')}><${Lines} items=${[...(i.moves || [])].reverse()} empty=${t('没有记录。', 'Nothing yet.')}>${(m) => html`
      <p><b>${word('issueStep', m.step)}</b> ${m.from && m.from !== m.to && html`<span class="small">
        ${word('issueState', m.from)} → ${word('issueState', m.to)}</span>`}
      <span class="dim small"> ${instant(m.at)} ${m.by}</span></p>${m.reason && html`<p class="small">${m.reason}</p>`}`}<//><//><//>`}<//>`;
}
