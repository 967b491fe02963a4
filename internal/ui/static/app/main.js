// The beginning: find out who is signed in, then show the place that the address names.
import { html, render, useEffect, useState, useErrorBoundary } from './view.js';
import { t } from './i18n.js';
import { match, useHere } from './router.js';
import { resume, signInAgain, useSession } from './session.js';
import { loadVocabulary } from './vocabulary.js';
import { Dialog, Empty, Fault, Loading, Page } from './parts.js';
import { Plain, Shell } from './shell.js';
import { SignIn } from './signin.js';
import { Setup } from './setup.js';
import { AccountPage, PasswordDue } from './password.js';
import { Home } from './home.js';
import { Projects } from './projects.js';
import { ProjectPage } from './project.js';
import { Register } from './register.js';
import { MonthForm } from './monthform.js';
import { Submissions } from './submissions.js';
import { Todo } from './todo.js';
import { Inbox } from './inbox.js';
import { Reviews } from './reviews.js';
import { ReviewPage } from './review.js';
import { Issues } from './issues.js';
import { IssuePage } from './issue.js';
import { Land } from './land.js';
import { LandRequestPage } from './landrequest.js';
import { LandPoolPage } from './landpool.js';
import { SitePage, SupplyPage } from './landparcel.js';
import { Fund, FundPage } from './fund.js';
import { FundRequestPage } from './fundrequest.js';
import { Board } from './board.js';
import { Meetings } from './meetings.js';
import { MeetingPage } from './meeting.js';
import { Imports } from './imports.js';
import { ImportPage } from './import.js';
import { Admin } from './admin.js';
import { Audit } from './audit.js';
import { About } from './about.js';

// Places that a link of the API may name have the same path as the call.
const Milestones = ({ id, query }) => html`<${ProjectPage} id=${id} query=${{ tab: 'milestones', ...query }} />`;
const MeetingDecision = ({ month, id, query }) => html`<${MeetingPage} month=${month} query=${{ tab: 'decisions', decision: id, ...query }} />`;

const places = [
  ['/', Home], ['/projects', Projects], ['/projects/new', Register], ['/projects/{id}', ProjectPage], ['/projects/{id}/months/{month}', MonthForm],
  ['/projects/{id}/milestones', Milestones], ['/todo', Todo], ['/notifications', Inbox], ['/reviews', Reviews], ['/reviews/{id}', ReviewPage],
  ['/land', Land], ['/land/requests/{id}', LandRequestPage], ['/land/pools/{id}', LandPoolPage], ['/land/supplies/{id}', SupplyPage], ['/land/sites/{id}', SitePage],
  ['/fund', Fund], ['/fund/requests', Fund], ['/fund/requests/{id}', FundRequestPage], ['/fund/funds/{id}', FundPage], ['/land/requests', Land],
  ['/issues', Issues], ['/issues/{id}', IssuePage], ['/meetings/{month}', MeetingPage], ['/meetings/{month}/decisions', MeetingDecision], ['/meetings/{month}/decisions/{id}', MeetingDecision],
  ['/months', Submissions], ['/months/{month}', Submissions], ['/months/{month}/submissions', Submissions], ['/board', Board], ['/board/{month}', Board], ['/meeting', Meetings], ['/meeting/{month}', MeetingPage],
  ['/imports', Imports], ['/imports/{id}', ImportPage], ['/admin', Admin], ['/audit', Audit], ['/account', AccountPage], ['/about', About],
];

function find(path) {
  for (const [pattern, View] of places) {
    const parts = match(pattern, path);
    if (parts) return { View, parts };
  }
  return undefined;
}

const Lost = () => html`<${Page} title=${t('没有这个页面', 'No such page')}><${Empty}><a href="/">${t('回到首页', 'Go home')}</a><//><//>`;

function Place({ path, query }) {
  const [error, again] = useErrorBoundary((e) => console.error(e));
  if (error) return html`<${Fault} problem=${{ message: t('页面出错，请重试；已填写的内容仍在。', 'The page failed. Try again; what you typed is still here.') }} retry=${again} />`;
  const found = find(path);
  return found ? html`<${found.View} key=${path} ...${found.parts} query=${query} />` : html`<${Lost} />`;
}

// Inside waits for the vocabulary: no page makes sense without its words.
function Inside() {
  const [state, set] = useState({ ready: false, problem: null });
  const { path, query } = useHere();
  const load = () => { set({ ready: false, problem: null }); loadVocabulary().then(() => set({ ready: true }), (problem) => set({ problem })); };
  useEffect(load, []);
  if (state.problem) return html`<${Plain}><${Fault} problem=${state.problem} retry=${load} /><//>`;
  if (!state.ready) return html`<${Loading} />`;
  return html`<${Shell}><${Place} key=${path} path=${path} query=${query} /><//>`;
}

// Taken stands over the page, which keeps what was typed, when another window has signed in as somebody else.
const Taken = ({ user, other }) => html`<${Dialog} title=${t('登录账号已变更', 'Another account has signed in')} onClose=${() => {}}>
  <p>${t(`此浏览器已在另一个窗口改以 ${other} 登录，本窗口是 ${user.name} 的内容。为避免记到他人名下，本窗口不再提交；已填写的内容保存在 ${user.name} 名下。`,
    `This browser is signed in as ${other} in another window; this one belongs to ${user.name}. So that nothing is entered in another's name, it sends nothing any more; what was typed is kept for ${user.name}.`)}</p>
  <footer><button type="button" class="plain" onClick=${() => location.assign('/')}>${t(`以 ${other} 继续`, `Go on as ${other}`)}</button>
    <button type="button" class="primary" onClick=${signInAgain}>${t(`重新以 ${user.name} 登录`, `Sign in again as ${user.name}`)}</button></footer><//>`;

function App() {
  const session = useSession();
  const { path } = useHere();
  const [problem, setProblem] = useState(null);
  const start = () => { setProblem(null); resume().catch(setProblem); };
  useEffect(start, []);
  if (path === '/setup') return html`<${Plain}><${Setup} /><//>`;
  if (problem) return html`<${Plain}><${Fault} problem=${problem} retry=${start} /><//>`;
  if (session.state === 'out' && !find(path)) return html`<${Plain}><${Lost} /><//>`;
  if (session.state === 'out') return html`<${Plain}><${SignIn} notice=${session.notice} /><//>`;
  if (session.state === 'password') return html`<${Plain}><${PasswordDue} /><//>`;
  return session.state === 'in' ? html`<${Inside} key=${session.user.name} />${session.other && html`<${Taken} key=${session.other} ...${session} />`}` : html`<${Loading} />`;
}

const root = document.getElementById('app');
root.textContent = '';
render(html`<${App} />`, root);
