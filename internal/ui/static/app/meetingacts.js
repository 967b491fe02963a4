// What the secretariat does with a month as a whole: closing it, reopening the newest, withdrawing one that was opened by mistake.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { go } from './router.js';
import { instant, month as monthName } from './format.js';
import { region } from './vocabulary.js';
import { reasonField } from './entries.js';
import { Loaded } from './parts.js';

// Missing shows what is lacking before the month is frozen: nobody should learn it from the paper.
function Missing({ meeting }) {
  const standing = useLoad((signal) => get(`/months/${meeting.month}/submissions`, { state: 'missing', limit: 100 }, signal), []);
  const waiting = useLoad((signal) => get(`/months/${meeting.month}/submissions`, { state: 'waiting', limit: 1 }, signal), []);
  const reported = useLoad((signal) => get('/milestones', { state: 'reported', limit: 1 }, signal), []);
  return html`${new Date(meeting.deadline) > new Date() && html`<p class="note warn">${t(`填报截止时间（${instant(meeting.deadline)}）尚未到。`,
      `The deadline (${instant(meeting.deadline)}) has not passed yet.`)}</p>`}
    <${Loaded} from=${standing}>${(s) => (s.total === 0 ? html`<p class="good-text">${t('应报项目已全部提交。', 'Every project that is due has been submitted.')}</p>`
      : html`<div class="note warn">
      <p><b>${t(`尚有 ${s.total} 个项目未交，将在材料中点名：`, `${s.total === 1 ? '1 project is' : s.total + ' projects are'} missing and will be named:`)}</b></p>
      <ul class="short-list">${s.items.map((l) => html`<li key=${l.projectId}>${region(l.regionId)} ${l.name}</li>`)}</ul></div>`)}<//>
    <${Loaded} from=${waiting}>${(s) => s.total > 0 && html`<p class="note warn">${t(`有 ${s.total} 个月报已提交但未采纳，其投资额不计入本月；关账后仍可采纳，在下一期列为“更正”。`,
      `${s.total} are submitted but not accepted; their investment does not count. Accepted later, it is a restatement in the next month.`)}</p>`}<//>
    <${Loaded} from=${reported}>${(s) => s.total > 0 && html`<p class="note warn">${t(`有 ${s.total} 个节点待核实，不计入本月。`,
      `${s.total} milestones wait for verification and are not credited.`)}</p>`}<//>`;
}

const closing = (m) => ({ key: 'close', kind: 'danger', label: t('关账', 'Close the month'), verb: t('确认关账', 'Close the month'), title: t('关账 ', 'Close ') + monthName(m.month),
  path: `/meetings/${m.month}/close`, about: html`<${Missing} meeting=${m} />`, fields: [['note', 'area', t('关账说明（可不填）', 'Note (optional)'), { rows: 2, max: 2000 }]],
  text: t('关账将冻结本月全部数据、排名和材料依据。之后的修改不会改变本月，而在下一期列为“更正”。',
    'Closing freezes every figure and the ranking. Later changes do not alter the month; they appear as restatements in the next one.') });

const withdrawal = (m) => ({ key: 'withdrawal', label: t('撤回（误开）', 'Withdraw (opened by mistake)'), verb: t('撤回', 'Withdraw'), danger: true,
  title: t('撤回 ', 'Withdraw ') + monthName(m.month), path: `/meetings/${m.month}/withdrawal`, fields: [reasonField()], onDone: () => go('/meeting'),
  text: t('仅限误开且尚无填报、核实和议定事项的月份；撤回后可再次开启。', 'Only a month opened by mistake, in which nothing has happened yet; it can be opened again.') });

const reopening = (m) => ({ key: 'reopen', label: t('重新打开', 'Reopen'), danger: true, title: t('重新打开 ', 'Reopen ') + monthName(m.month),
  path: `/meetings/${m.month}/reopen`, fields: [['reason', 'area', t('理由（记入材料）', 'Reason (told in the papers)'), { required: true, max: 2000 }]],
  text: t('已有快照保留；再次关账时生成新版本。', 'The snapshot stays; closing again makes a new version.') });

// monthActs are offered where the server would not refuse them: only the newest month is reopened.
export const monthActs = (m, newest) => (m.state === 'open' ? [may('meeting.close') && closing(m), may('meeting.withdraw') && withdrawal(m)]
  : [may('meeting.reopen') && m.month === newest && reopening(m)]);
