// What a meeting decided (议定事项), and what has become of each decision.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { instant, month as monthName } from './format.js';
import { countyOptions, department, options, region } from './vocabulary.js';
import { Acts } from './acts.js';
import { leadFields } from './issueacts.js';
import { Due, Lines, ProjectLink } from './sheet.js';
import { Loaded, Panel, State } from './parts.js';

const text = (value) => ['text', 'area', t('议定内容', 'What was decided'), { required: true, max: 2000, ...value }];

const record = (month) => ({ key: 'decision', kind: 'primary', label: t('记录议定事项', 'Record a decision'),
  path: `/meetings/${month}/decisions`, versionless: true, fields: [text(),
  ['kind', 'select', t('类别', 'Kind'), { options: options('issueKind') }],
  ['regionId', 'select', t('涉及县（市、区）', 'County'), { empty: t('全市', 'the city'), options: countyOptions() }],
  ...leadFields('').map((f) => (f[0] === 'dueOn' ? [...f.slice(0, 2), t('办结期限', 'Due')] : f)),
  ['byCounty', 'check', t('由该县（市、区）牵头', 'Led by that county'), { when: (v) => Boolean(v.regionId) }]],
  body: ({ byCounty, ...v }) => ({ ...v, ...(byCounty ? { leadRegionId: v.regionId } : {}) }) });

const actsOf = (d, meeting) => [
  may('decision.record') && meeting.state === 'open' && { key: 'reword', method: 'PATCH', label: t('修改', 'Edit'),
    path: `/meetings/${d.month}/decisions/${d.id}`,
    fields: [text(), ['dueOn', 'date', t('办结期限', 'Due')]], initial: { text: d.text, dueOn: d.dueOn || '' } },
  may('decision.record') && d.state !== 'done' && !d.carriedOn && { key: 'carry', label: t('结转下次会议', 'Carry on'),
    path: `/meetings/${d.month}/decisions/${d.id}/carry`, fields: [
    ['toMonth', 'text', t('结转到（不填为下一次会议）', 'To the meeting (left out: the next)'), { type: 'month' }],
    ['dueOn', 'date', t('新的期限', 'New due day'), { required: true }],
    ['note', 'area', t('说明', 'Note'), { max: 2000 }]] }];

const Decision = ({ d, meeting, marked, onChanged }) => html`<div class=${marked ? 'marked' : ''}>
  <p><b>${d.number}.</b> ${d.text} <${State} list="decisionState" code=${d.state} /></p>
  <p class="small">${t('牵头', 'Lead')} ${d.leadName}${d.assistDepartmentIds.length > 0 && `（${t('配合', 'with')} ${d.assistDepartmentIds.map(department).join(t('、', ', '))}）`}
    ${d.regionId && ' · ' + region(d.regionId)} · ${t('期限', 'due')} <${Due} on=${d.dueOn} overdue=${d.overdue} days=${d.daysOverdue} />
    ${d.projectId && html` · <${ProjectLink} id=${d.projectId} />`} · <a href=${'/issues/' + d.issueId}>${t('办理情况', 'the issue')}</a>
    ${d.carriedOn && html` · ${t('已结转到 ', 'carried on to ')}<a href=${`/meeting/${d.carriedOn}?tab=decisions`}>
      ${monthName(d.carriedOn)}</a>`}${d.carriedFrom && ' · ' + t('由上次会议结转', 'carried on from an earlier meeting')}</p>
  ${d.lastProgress && html`<p class="small">${t('最新进展', 'Latest')}（${instant(d.lastProgress.at)} ${d.lastProgress.by}）：${d.lastProgress.text}</p>`}
  <${Acts} acts=${actsOf(d, meeting)} row=${d} onDone=${onChanged} /></div>`;

export function MeetingDecisions({ meeting, chosen }) {
  const list = useLoad((signal) => get(`/meetings/${meeting.month}/decisions`, { limit: 200 }, signal), [meeting.month]);
  return html`<${Panel} title=${t('议定事项', 'Decisions')} actions=${may('decision.record') && html`
    <${Acts} acts=${[record(meeting.month)]} onDone=${list.reload} />`}>
    <${Loaded} from=${list}>${(page) => html`<${Lines} items=${page.items} empty=${t('没有议定事项。', 'Nothing was decided.')}>${(d) => html`
      <${Decision} ...${{ d, meeting }} marked=${d.id === chosen}
      onChanged=${list.reload} />`}<//>`}<//><//>`;
}
