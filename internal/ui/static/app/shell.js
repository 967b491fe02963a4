// The frame around every page: who is signed in, where one can go, and how to leave.
import { html, useState, useEffect } from './view.js';
import { t, lang, switchLanguage } from './i18n.js';
import { may } from './may.js';
import { me, signOut } from './session.js';
import { region, department, word } from './vocabulary.js';
import { useHere } from './router.js';
import { useWaiting } from './waiting.js';

const places = () => [
  ['/', t('首页', 'Home'), me().role !== 'integration'],
  ['/projects', t('项目', 'Projects'), may('project.list')],
  ['/months', t('月度填报', 'Months'), may('month.submissions')],
  ['/reviews', t('联审联评', 'Reviews'), may('review.list')],
  ['/land', t('用地', 'Land'), may('landRequest.list')],
  ['/fund', t('基金', 'Funds'), may('fundRequest.list')],
  ['/issues', t('协调事项', 'Issues'), may('issue.list')],
  ['/board', t('晾晒排名', 'Board'), true],
  ['/meeting', t('月度汇报会', 'Meeting'), true],
  ['/imports', t('导入', 'Imports'), may('import.read')],
  ['/admin', t('管理', 'Administration'), may('user.list') || may('org.amend')],
  ['/audit', t('审计', 'Audit'), may('audit.read')],
].filter(([, , shown]) => shown);

const isAt = (place, path) => (place === '/' ? path === '/' : path === place || path.startsWith(place + '/'));

const placeOfWork = (user) => (user.regionId && region(user.regionId)) || (user.departmentId && department(user.departmentId)) || word('role', user.role);

const whoText = (user) => [...new Set([placeOfWork(user), user.displayName || user.name])].join(' · ');

const Count = ({ n, bad }) => (n > 0 ? html`<b class=${'badge' + (bad ? ' bad' : '')}>${n > 999 ? '999+' : n}</b>` : null);

// Waiting is what waits for me and what I was told, with their counts.
const Waiting = ({ path, todo, overdue, unread }) => html`
    <a href="/todo" aria-current=${path === '/todo' ? 'page' : undefined}>${t('待办', 'To do')}<${Count} n=${todo} bad=${overdue > 0} /></a>
    <a href="/notifications" aria-current=${path === '/notifications' ? 'page' : undefined}>${t('通知', 'Notices')}<${Count} n=${unread} /></a>`;

export function Shell({ children }) {
  const { path } = useHere();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  const user = me(), waiting = useWaiting();
  return html`<a class="skip" href="#main">${t('跳到正文', 'Skip to content')}</a>
  <header class="top"><div class="top-in">
    <a class="brand" href="/" title=${t('招大引强工作平台', 'large-project attraction')}><b>${t('招引', 'zhaoyin')}</b></a>
    <button type="button" class="menu" aria-expanded=${open} aria-controls="nav" onClick=${() => setOpen(!open)}>${t('菜单', 'Menu')}<${Count} n=${waiting.todo} bad=${waiting.overdue > 0} /></button>
    <nav id="nav" class=${open ? 'open' : ''} aria-label=${t('主导航', 'Main')}>
      ${places().map(([href, label]) => html`<a href=${href} key=${href} aria-current=${isAt(href, path) ? 'page' : undefined}>${label}</a>`)}
      <span class="who"><${Waiting} path=${path} ...${waiting} /><span title=${user.name}>${whoText(user)}</span>
        <a href="/account">${t('账号', 'Account')}</a>
        <button type="button" class="link" onClick=${switchLanguage}>${lang === 'en' ? '中文' : 'English'}</button>
        <button type="button" class="link" onClick=${signOut}>${t('退出', 'Sign out')}</button></span>
    </nav></div></header>
  <main id="main" tabindex="-1">${children}</main>
  <footer class="foot"><a href="/about">${t('关于', 'About')}</a> · <a href="/docs" target="_blank" rel="noopener">${t('接口文档', 'API')}</a></footer>`;
}

// Plain is the frame of the pages before signing in.
export const Plain = ({ children }) => html`<main class="plain-page"><div class="plain-box">
  <p class="plain-brand"><b>${t('招引', 'zhaoyin')}</b> ${t('招大引强工作平台', 'large-project attraction')}</p>${children}
  <p class="small"><button type="button" class="link" onClick=${switchLanguage}>${lang === 'en' ? '中文' : 'English'}</button></p></div></main>`;
