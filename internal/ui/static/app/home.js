// What to do, by role. Leaders, who come to look, get the board.
import { html } from './view.js';
import { t } from './i18n.js';
import { all, get } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { me } from './session.js';
import { instant, left, month as monthName } from './format.js';
import { region, regionShort, word } from './vocabulary.js';
import { Empty, Loaded, Page, Panel, State, Tag } from './parts.js';
import { LineTable, RegionTable } from './standing.js';
import { latestMonth } from './months.js';
import { Board } from './board.js';
import { TodoBrief } from './todo.js';

const Deadline = ({ m }) => html`<p class="headline"><b>${monthName(m.month)}</b><${State} list="meetingState" code=${m.state} />
  ${m.state === 'open' && html`<span class=${new Date(m.deadline) < new Date() ? 'bad-text' : ''}>${t('填报截止',
    'Due')} ${instant(m.deadline)}（${left(m.deadline)}）</span>`}</p>`;

const Figure = ({ n, label, href, bad }) => html`<a class=${'figure' + (bad && n ? ' bad' : '')} href=${href}><b>${n}</b><span>${label}</span></a>`;

// County is the home of clerk and lead: their own projects of the month, what is missing first.
function County({ meeting }) {
  const role = me().role, month = meeting.month;
  const data = useLoad(async (signal) => {
    const standing = await get(`/months/${month}/submissions`, { limit: 200 }, signal);
    const rejected = (await all('/milestones', { state: 'rejected' }).catch(() => [])).slice(-5).reverse();
    return { standing, rejected };
  }, [month]);
  return html`<${Loaded} from=${data}>${({ standing, rejected }) => {
    const own = standing.regions.find((r) => r.regionId === me().regionId) || { due: 0, missing: 0, drafts: 0, returned: 0, waiting: 0, accepted: 0 };
    const rank = { returned: 0, missing: 1, draft: 2, submitted: 3, accepted: 4 };
    const lines = [...standing.items].sort((a, b) => rank[a.state] - rank[b.state] || (a.code < b.code ? -1 : 1));
    const link = (state) => `/months/${month}?state=${state}`;
    return html`<${Deadline} m=${meeting} /><div class="figures">
      <${Figure} n=${own.returned} label=${t('退回待改', 'Returned')} href=${link('returned')} bad />
        <${Figure} n=${own.missing} label=${t('未交', 'Missing')} href=${link('missing')} bad />
      <${Figure} n=${own.drafts} label=${role === 'lead' ? t('草稿待提交', 'Drafts to submit') : t('草稿', 'Drafts')} href=${link('draft')} />
        <${Figure} n=${own.waiting} label=${t('待市级采纳', 'With the city')} href=${link('waiting')} />
      <${Figure} n=${own.accepted} label=${t('已采纳', 'Accepted')} href=${link('accepted')} />
        <${Figure} n=${own.due} label=${t('应报项目', 'Due')} href=${'/months/' + month} /></div>
      ${rejected.length > 0 && html`<${Panel} title=${t('未获认定的节点', 'Milestones not accepted')} kind="warn">
        <ul class="plain-list">${rejected.map((m) => html`<li key=${m.id}>
        <a href=${`/projects/${m.projectId}?tab=milestones`}>${word('milestoneKind', m.kind)} ${m.occurredOn}</a> ${m.verdictNote}</li>`)}</ul><//>`}
      <${Panel} title=${t('本月项目', 'Projects of the month')} actions=${may('project.create') && html`<a class="button plain" href="/projects/new">${t('登记项目',
        'Register a project')}</a>`}>
        <${LineTable} lines=${lines} month=${month} /><//>`;
  }}<//>`;
}

// Pending are the milestones that wait for the city.
function Pending() {
  const list = useLoad(async (signal) => {
    const page = await get('/milestones', { state: 'reported', sort: 'createdAt', limit: 50 }, signal);
    const names = new Map();
    await Promise.all([...new Set(page.items.map((m) => m.projectId))].slice(0, 50).map(async (id) => names.set(id, (await get('/projects/' + id, {}, signal)).name)));
    return { ...page, names };
  }, []);
  return html`<${Panel} title=${t('待核实的节点', 'Milestones to verify')}>
    <${Loaded} from=${list}>${(page) => (page.items.length === 0 ? html`<${Empty}>${t('没有待核实的节点。', 'None.')}<//>` : html`<div class="scroll">
    <table class="list cards">
    <thead><tr><th>${t('项目', 'Project')}</th><th>${t('县（市、区）', 'County')}</th><th>${t('节点', 'Milestone')}</th><th>${t('发生日期', 'Happened')}</th>
      <th>${t('报送', 'Reported')}</th><th>${t('材料', 'Evidence')}</th></tr></thead>
    <tbody>${page.items.map((m) => html`<tr key=${m.id}>
      <td data-label=${t('项目', 'Project')}><a href=${`/projects/${m.projectId}?tab=milestones`}>${page.names.get(m.projectId)}</a></td>
      <td data-label=${t('县（市、区）', 'County')}>${regionShort(m.regionId)}</td>
      <td data-label=${t('节点', 'Milestone')}>${word('milestoneKind', m.kind)}</td>
      <td data-label=${t('发生日期', 'Happened')}>${m.occurredOn}</td><td data-label=${t('报送', 'Reported')}>${instant(m.reportedAt)} ${m.createdBy}</td>
        <td data-label=${t('材料', 'Evidence')}>${m.evidence.length || html`<${Tag} kind="warn">${t('无', 'none')}<//>`}</td></tr>`)}</tbody></table>
        </div>
    ${page.total > page.items.length && html`<p class="small dim">${t(`共 ${page.total} 个，先处理最早报送的。`, `${page.total} in all, the oldest first.`)}</p>`}`)}<//><//>`;
}

function City({ meeting }) {
  const month = meeting.month;
  const standing = useLoad((signal) => get(`/months/${month}/submissions`, { limit: 1 }, signal), [month]);
  const link = (regionId, state) => `/months/${month}?` + new URLSearchParams({ regionId, ...(state ? { state } : {}) });
  return html`<${Deadline} m=${meeting} />
    <${Loaded} from=${standing}>${(s) => {
      const sum = (k) => s.regions.reduce((n, r) => n + r[k], 0);
      const unfinished = s.regions.filter((r) => r.missing > 0);
      return html`<div class="figures"><${Figure} n=${sum('waiting')} label=${t('待采纳', 'To accept')} href=${`/months/${month}?state=waiting`} />
        <${Figure} n=${sum('missing')} label=${t('未交', 'Missing')} href=${`/months/${month}?state=missing`} bad />
        <${Figure} n=${sum('late')} label=${t('迟报', 'Late')} href=${`/months/${month}?state=late`} bad />
          <${Figure} n=${sum('accepted')} label=${t('已采纳', 'Accepted')} href=${`/months/${month}?state=accepted`} />
          <${Figure} n=${sum('due')} label=${t('应报', 'Due')} href=${'/months/' + month} /></div>
        ${unfinished.length > 0 && s.overdue && html`<p
          class="note warn">${t('截止后仍未交齐：', 'Past the deadline and not complete: ')}${unfinished.map((r) => `${region(r.regionId)}（${r.missing}）`).join(t('、', ', '))}</p>`}
        <${Panel} title=${t('各县（市、区）填报情况', 'Counties')}><${RegionTable} regions=${s.regions} href=${link} /><//>`;
    }}<//>
    ${may('milestone.verify') && html`<${Pending} />`}`;
}

// Keeper is the home of the administrator: accounts come first, then the secretariat opens a month.
const Keeper = () => html`<${Panel} title=${t('系统管理', 'Administration')}><ol>
  <li><a href="/admin?tab=users">${t('添加用户', 'Add users')}</a>${t('：市投资促进中心、各县（市、区）填报员和审核人、部门、领导；一次性密码只显示一次。',
    ': the secretariat, clerks and leads of the counties, departments, leaders. A one-time password is shown once.')}</li>
  <li><a href="/admin?tab=regions">${t('核对县（市、区）、部门和产业链', 'Check regions, departments and chains')}</a>${t('：名称、顺序和是否在用。', ': names, order and use.')}</li>
  <li>${t('由市投资促进中心账号开启第一个月份，各县（市、区）登记项目并填报。', 'The secretariat opens the first month; the counties register projects and report.')}</li>
  <li><a href="/audit">${t('审计', 'The trail')}</a>${t('：谁在何时做了什么，及完整性校验。', ': who did what and when, and whether it is whole.')}</li></ol><//>`;

export function Home({ query }) {
  const role = me().role;
  const meetings = useLoad((signal) => get('/meetings', { limit: 100 }, signal), []);
  if (role === 'leader') return html`<${Board} query=${query} />`;
  return html`<${Page} title=${t('首页', 'Home')}><${TodoBrief} /><${Loaded} from=${meetings}>${({ items }) => {
    const meeting = latestMonth(items);
    if (role === 'admin') return html`<${Keeper} />`;
    if (!meeting) return html`<${Empty}>${t('还没有开启任何月份。', 'No month has been opened yet.')} ${may('meeting.open') && html`<a href="/meeting">${t('去开启',
      'Open one')}</a>`}<//>`;
    if (role === 'clerk' || role === 'lead') return html`<${County} meeting=${meeting} />`;
    return may('month.submissions') ? html`<${City} meeting=${meeting} />` : html`<${Empty}><a href="/board">${t('晾晒排名', 'Board')}</a><//>`;
  }}<//><//>`;
}
