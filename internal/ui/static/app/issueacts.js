// What may be done with an issue, by whom: a copy of the conditions of internal/issue, so that nothing is offered that the server would refuse.
import { t } from './i18n.js';
import { reasonField } from './entries.js';
import { me } from './session.js';
import { may, worksFor } from './may.js';
import { countyOptions, officeOptions, options, region } from './vocabulary.js';

const note = (label, required) => ['note', 'area', label, { required, max: 4000 }];

const unfinished = (i) => ['raised', 'assigned', 'reopened'].includes(i.state);
const leads = (i) => (i.leadDepartmentId ? worksFor(i.leadDepartmentId) : Boolean(i.leadRegionId) && me().regionId === i.leadRegionId);
const party = (i) => me().role === 'secretariat' || (Boolean(i.regionId) && me().regionId === i.regionId) || leads(i) || i.assistDepartmentIds.some(worksFor);
const topmost = 3;

// leadFields name who leads: a department, or the county itself; a county can only take its own.
export const leadFields = (regionId) => [
  ...(me().regionId ? [] : [['leadDepartmentId', 'select', t('牵头部门', 'Leading department'), { options: officeOptions() }]]),
  ...(regionId ? [['leadRegionId', 'select', t('或由县（市、区）牵头', 'or led by the county'), { options: [{ value: regionId, label: region(regionId) }] }]] : []),
  ...(me().regionId ? [] : [['assistDepartmentIds', 'many', t('配合部门', 'Assisting departments'), { options: officeOptions() }]]),
  ['dueOn', 'date', t('办结期限（不填为 10 个工作日）', 'Due (left out: 10 workdays)')]];

const assignment = (i) => ({ key: 'assignment', kind: i.state === 'assigned' ? 'plain' : 'primary',
  label: i.state === 'assigned' ? t('重新交办', 'Assign again') : t('交办', 'Assign'),
  path: `/issues/${i.id}/assignment`, fields: [...leadFields(i.regionId), note(t('交办要求', 'What is asked'))],
  initial: { leadDepartmentId: i.leadDepartmentId || '', leadRegionId: i.leadRegionId || (me().regionId ? i.regionId : ''), assistDepartmentIds: i.assistDepartmentIds, dueOn: i.dueOn || '' } });

const written = () => [['kind', 'select', t('类别', 'Kind'), { required: true, empty: null, options: options('issueKind') }],
  ['title', 'text', t('事项（一句话）', 'The issue in a sentence'), { required: true, max: 100 }],
  ['detail', 'area', t('详情、需要谁协调', 'Detail, who is needed'), { max: 4000 }], ['dueOn', 'date', t('希望办结日期', 'Wished by')]];

export function issueActs(i) {
  const path = '/issues/' + i.id, closing = i.state === 'resolved' && i.resolvedBy !== me().name && !leads(i);
  return [
    may('issue.assign') && unfinished(i) && (!me().regionId || i.level === 'county') && assignment(i),
    may('issue.progress') && unfinished(i) && party(i) && { key: 'progress', kind: 'primary', label: t('填报进展', 'Report progress'), path: path + '/progress',
      fields: [['text', 'area', t('进展', 'Progress'), { required: true, max: 4000 }]] },
    may('issue.resolve') && ['assigned', 'reopened'].includes(i.state) && leads(i) && { key: 'resolution', label: t('办结', 'Resolve'),
      path: path + '/resolution', fields: [note(t('办理结果', 'How it was resolved'), true)] },
    may('issue.close') && closing && { key: 'closure', kind: 'primary', label: t('销号', 'Close'), path: path + '/closure',
      text: t('核实办理结果后销号。', 'Check the outcome, then close.'),
      fields: [['satisfied', 'check', t('对办理结果满意', 'Satisfied with the outcome')], note(t('核实意见', 'What was found'))], initial: { satisfied: true } },
    may('issue.reopen') && ['resolved', 'closed'].includes(i.state) && { key: 'reopening', label: t('重新办理', 'Reopen'), path: path + '/reopening',
      fields: [reasonField()] },
    may('issue.escalate') && unfinished(i) && (i.level === 'county' || i.escalationLevel < topmost) && { key: 'escalation', label: t('升级', 'Escalate'),
      path: path + '/escalation', fields: [reasonField()] },
    may('issue.amend') && i.state !== 'closed' && (!me().regionId || i.state === 'raised') && { key: 'amend', method: 'PATCH',
      label: t('修改', 'Edit'), path, fields: written(),
      initial: { kind: i.kind, title: i.title, detail: i.detail, dueOn: i.dueOn || '' } },
  ];
}

// raiseAct begins an issue: of a project, of one's own county, or of the city.
export const raiseAct = ({ projectId, regionId }) => ({ key: 'raise', kind: 'primary', label: t('提出事项', 'Raise an issue'), path: '/issues',
  initial: { kind: 'land', level: 'city', regionId: regionId || '' },
  fields: [...written(), ['level', 'select', t('协调层级', 'Level'), { empty: null, options: options('issueLevel') }],
    ...(projectId || me().regionId ? [] : [['regionId', 'select', t('县（市、区）', 'County'), { empty: t('全市', 'the city'), options: countyOptions() }]])],
  body: (v) => ({ ...v, ...(projectId ? { projectId } : {}) }) });
