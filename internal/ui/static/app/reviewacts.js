// What may be done with a case, by whom: the server decides, these conditions keep from people what it would refuse.
import { t } from './i18n.js';
import { noteField, reasonField } from './entries.js';
import { me } from './session.js';
import { may, worksFor } from './may.js';
import { officeOptions, options } from './vocabulary.js';


const isLive = (c) => c.state === 'open' || c.state === 'suspended';
const ours = (c, s) => (s.party === 'county' ? me().role === 'lead' && me().regionId === c.regionId : worksFor(s.departmentId));
const isOut = (s, name) => s.recusals.some((r) => r.account === name);
const turn = (s) => [s.reviewerA, s.reviewerB].find((name) => name && !isOut(s, name));
const mine = (c, s) => ours(c, s) && !isOut(s, me().name) && (s.reviewerA ? turn(s) === me().name : true);

const demands = () => ['conditions', 'rows', t('条件', 'Conditions'), {
  add: t('添加条件', 'Add a condition'), fields: [
    ['text', 'area', t('内容', 'What'), { required: true, rows: 2, max: 1000 }],
    ['ownerDepartmentId', 'select', t('核实部门（不选为本部门）', 'Checked by (left out: the asking department)'), { options: officeOptions() }],
    ['dueOn', 'date', t('期限（不填为结论后 20 个工作日）', 'Due (left out: 20 workdays after the conclusion)')],
    ['blocksStage', 'select', t('落实前不得进入', 'Blocks the stage'), { options: options('milestoneKind') }]],
}];

const note = (more) => noteField({ rows: 4, max: 4000, ...more });

// stepActs are those of one step.
export function stepActs(c, s) {
  if (!isLive(c) || s.state === 'done') return [];
  const path = `/reviews/${c.id}/steps/${s.key}`, name = me().name, speaks = mine(c, s) && s.state === 'open' && !s.deemed;
  return [
    speaks && !s.concludes && may('review.opine') && { key: 'opinion', kind: 'primary',
      label: t('出具意见', 'Give the opinion'), title: t('出具意见：', 'Opinion: ') + s.name, path: path + '/opinion',
      fields: [['opinion', 'select', t('意见', 'Opinion'), { required: true, options: options('opinion') }], note({ hint: t('不同意、需补充材料的必填', 'needed to disagree or to ask for more') }),
        [...demands().slice(0, 3), { ...demands()[3], when: (v) => v.opinion === 'conditional' }]] },
    speaks && may('review.suspend') && { key: 'ask', label: t('要求补充材料', 'Ask for more'), path: `/reviews/${c.id}/supplement-request`,
      text: t('县（市、区）补充之前，本步骤停止计时。',
      'The clock of the step stands still until the county has answered.'), fields: [note({ required: true })], body: (v) => ({ ...v, step: s.key }) },
    speaks && s.concludes && may('review.conclude') && c.steps.every((x) => x.concludes || x.state === 'done') && concluding(c),
    ours(c, s) && may('review.assign') && s.party !== 'county' && { key: 'reviewers', label: t('指定审查人', 'Name reviewers'), path: path + '/reviewers',
      initial: { a: s.reviewerA || '', b: s.reviewerB || '' },
      text: t('填写本部门在用账号的登录名；A 角回避时由 B 角办理。', 'Login names of your own office; B takes over when A keeps out.'), fields: [
        ['a', 'text', t('A 角', 'Reviewer A'), { required: true, max: 64 }], ['b', 'text', t('B 角', 'Reviewer B'), { max: 64 }]] },
    ours(c, s) && may('review.opine') && !isOut(s, name) && (!s.reviewerA || [s.reviewerA, s.reviewerB].includes(name)) && { key: 'recusal',
      label: t('回避', 'Keep out'), path: path + '/recusal',
      fields: [reasonField(1000)], text: t('回避后您不能再参与本步骤。', 'You take no further part in the step.') },
  ];
}

const concluding = (c) => ({ key: 'conclusion', kind: 'primary', label: t('作出结论', 'Conclude'), path: `/reviews/${c.id}/conclusion`, fields: [
  ['conclusion', 'select', t('结论', 'Conclusion'), { required: true, options: options('conclusion') }],
  ['meetingNumber', 'text', t('会议文号', 'Number of the meeting'), { required: true, max: 100 }],
  note({ hint: t('与部门意见不一致的必填', 'needed against an opinion of a department') }),
  [...demands().slice(0, 3), { ...demands()[3], when: (v) => v.conclusion === 'conditional', hint: t('各部门所提条件自动列入', 'the departments\' own are taken over') }]] });

const files = (c) => (may('attachment.create') ? [['attachmentIds', 'files', t('材料', 'Files'), { projectId: c.projectId }]] : []);

// caseActs are those of the case.
export const caseActs = (c) => [
  may('review.supplement') && isLive(c) && c.steps.some((s) => s.state === 'suspended') && { key: 'supplement', kind: 'primary',
    label: t('补充材料', 'Supply what was asked for'),
    path: `/reviews/${c.id}/supplement`, fields: [
      ['step', 'select', t('步骤', 'Step'), { empty: t('全部待补充的步骤', 'every step that asked'), options: c.steps.filter((s) => s.state === 'suspended').map((s) => ({ value: s.key, label: s.name })) }],
      note(), ...files(c)] },
  may('review.withdraw') && isLive(c) && { key: 'withdrawal', kind: 'danger', label: t('撤回评审', 'Withdraw'), path: `/reviews/${c.id}/withdrawal`,
    fields: [reasonField(1000)] },
];

// conditionActs are those of one condition.
export function conditionActs(c, o) {
  if (o.state !== 'open') return [];
  const path = `/reviews/${c.id}/conditions/${o.id}`, owner = worksFor(o.ownerDepartmentId);
  return [
    may('review.fulfil') && !o.reported && (owner || me().regionId === c.regionId) && { key: 'fulfilment',
      label: owner ? t('认定已落实', 'It is fulfilled') : t('报送落实情况', 'Report it as fulfilled'),
      path: path + '/fulfilment', fields: [note(), ...files(c)] },
    may('review.check') && owner && o.reported && { key: 'verification', kind: 'primary', label: t('核实', 'Check'), path: path + '/verification', fields: [
      ['verdict', 'select', t('认定', 'Verdict'), { required: true, options: options('conditionVerdict') }], note({ hint: t('不予认定须说明理由；县（市、区）未附材料时须说明核实依据', 'a rejection needs its reason, an acceptance without attachments what it rests on') })] },
  ];
}
