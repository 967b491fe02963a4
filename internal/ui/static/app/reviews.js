// The joint reviews (联审联评): which cases there are, where each stands and what is late.
import { html } from './view.js';
import { t } from './i18n.js';
import { me } from './session.js';
import { countyPairs, department, officePairs, pairs, regionShort, word } from './vocabulary.js';
import { Listing, Narrow } from './listing.js';
import { Page, State, Tag } from './parts.js';

export const office = (step, regionId) => (step.party === 'county' ? regionShort(regionId) : department(step.departmentId));

const conclusionKind = { pass: 'good', conditional: 'warn', fail: 'bad', postponed: 'warn' };
export const Standing = ({ c }) => html`<${State} list="reviewState" code=${c.state} />${c.conclusion && html` <${Tag} kind=${conclusionKind[c.conclusion]}>
  ${word('conclusion',
  c.conclusion)}<//>`}${c.overdue && html` <${Tag} kind="bad">${t('有步骤逾期', 'a step is late')}<//>`}${c.reviewAgain && html` <${Tag} kind="warn">${t('需重新评审',
  'review again')}<//>`}`;

// now says at whom the case waits.
const now = (c) => c.steps.filter((s) => s.state === 'open' || s.state === 'suspended').map((s) => `${s.name}（${s.state === 'suspended' ? t('待补充', 'asked for more')
  : office(s, c.regionId)}）`).join(t('、', ', '));

const owed = (c) => c.conditions.filter((o) => o.state === 'open').length;

export const caseColumns = (ofProject) => [
  [t('评审', 'Review'), (c) => html`<a href=${'/reviews/' + c.id}>${ofProject ? c.templateName : c.projectName}</a>${!ofProject && html`<small class="under">
    ${c.templateName}</small>`}`, 'lead'],
  ...(ofProject ? [] : [[t('县（市、区）', 'County'), (c) => regionShort(c.regionId)]]),
  [t('状态', 'State'), (c) => html`<${Standing} c=${c} />`],
  [t('当前环节', 'Now at'), (c) => now(c) || '—'],
  [t('未落实条件', 'Conditions open'), (c) => owed(c) || '—', 'num'],
  [t('启动', 'Opened'), (c) => html`<span class="nowrap">${c.openedOn}</span>`],
  [t('结论', 'Concluded'), (c) => html`<span class="nowrap">${c.concludedOn || '—'}</span>`],
];

const filters = () => [['q', t('查找', 'Search')],
  ['state', t('状态', 'State'), pairs('reviewState')],
  ...(me().regionId ? [] : [['regionId', t('县（市、区）', 'County'), countyPairs()]]),
  ['departmentId', t('承办部门', 'Department'), officePairs()],
  ['conclusion', t('结论', 'Conclusion'), pairs('conclusion')],
  ['overdue', t('逾期', 'Overdue'), [['true', t('只看逾期', 'Overdue only')]]]];

export const Reviews = ({ query }) => html`<${Page} title=${t('联审联评', 'Joint review')}>
  <${Narrow} query=${query} fields=${filters()} />
  <${Listing} path="/reviews" query=${query} columns=${caseColumns(false)} empty=${t('没有符合条件的评审。', 'No review matches.')} /><//>`;
