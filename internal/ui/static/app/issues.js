// The coordination issues (协调事项): what stands in whose hands, and what is late.
import { html } from './view.js';
import { t } from './i18n.js';
import { me } from './session.js';
import { go } from './router.js';
import { may } from './may.js';
import { countyPairs, officePairs, pairs, regionShort, word } from './vocabulary.js';
import { Acts } from './acts.js';
import { raiseAct } from './issueacts.js';
import { Listing, Narrow } from './listing.js';
import { Due, ProjectLink } from './sheet.js';
import { Page, State, Tag } from './parts.js';


export const issueColumns = (ofProject) => [
  [t('事项', 'Issue'), (i) => html`<a href=${'/issues/' + i.id}>${i.title}</a><small class="under">
    ${word('issueKind', i.kind)} · ${word('issueSource', i.source)}</small>`, 'lead'],
  ...(ofProject ? [] : [[t('项目', 'Project'), (i) => html`<${ProjectLink} id=${i.projectId} name=${i.projectName} />`],
    [t('县（市、区）', 'County'), (i) => (i.regionId ? regionShort(i.regionId) : t('全市', 'City'))]]),
  [t('状态', 'State'), (i) => html`<${State} list="issueState" code=${i.state} />${i.escalationLevel > 0 && html` <${Tag} kind="warn">
    ${t(`升级 ${i.escalationLevel} 级`, `level ${i.escalationLevel}`)}<//>`}`],
  [t('层级', 'Level'), (i) => html`<span class="nowrap">${word('issueLevel', i.level)}</span>`],
  [t('牵头', 'Lead'), (i) => i.leadName || '—'],
  [t('期限', 'Due'), (i) => html`<${Due} on=${i.dueOn} overdue=${i.overdue} days=${i.daysOverdue} />`],
];

const filters = () => [['q', t('查找', 'Search')], ['state', t('状态', 'State'), pairs('issueState')], ['kind', t('类别', 'Kind'), pairs('issueKind')],
  ...(me().regionId ? [] : [['regionId', t('县（市、区）', 'County'), countyPairs()]]),
  ['departmentId', t('牵头或配合部门', 'Department'), officePairs()],
  ['level', t('层级', 'Level'), pairs('issueLevel')], ['source', t('来源', 'Source'), pairs('issueSource')],
  ['overdue', t('逾期', 'Overdue'), [['true', t('只看逾期', 'Overdue only')]]]];

export const Issues = ({ query }) => html`<${Page} title=${t('协调事项', 'Issues')}
    actions=${may('issue.raise') && html`<${Acts} acts=${[raiseAct({})]} onDone=${(made) => go('/issues/' + made.id)} />`}>
  <${Narrow} query=${query} fields=${filters()} />
  <${Listing} path="/issues" query=${query} columns=${issueColumns(false)} empty=${t('没有符合条件的事项。', 'No issue matches.')} /><//>`;
