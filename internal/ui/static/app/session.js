// Who is signed in. The session is an HttpOnly cookie: no script, and so no page, ever holds a token.
import { get, post, del, react } from './api.js';
import { t } from './i18n.js';
import { go } from './router.js';
import { useEffect, useState } from './view.js';

// state: loading | out | password (a new one is due) | in. other is the account that has taken the browser's session in another window.
let current = { state: 'loading', user: null, notice: '', other: '' };
const listeners = new Set();

function become(next) {
  current = { other: '', ...next };
  listeners.forEach((f) => f(current));
}

// One cookie serves every window of the browser, so each says here who has the session. Before anything is written it is looked up: what one account has
// typed is not sent by another.
const seat = 'zhaoyin.account';

function occupy(name) {
  try {
    localStorage.setItem(seat, name);
  } catch {
    localStorage.removeItem(seat); // a full storage must not keep the name of somebody who has left
  }
}

const otherThan = (user, name) => (user && name && name !== user.name ? name : '');

react.whoElse = () => {
  const other = otherThan(current.user, localStorage.getItem(seat));
  if (other && other !== current.other) become({ ...current, other });
  return other;
};

addEventListener('storage', (event) => {
  if (event.key !== seat || !current.user) return;
  if (event.newValue === '') become({ state: 'out', user: null, notice: t('已在另一个窗口退出登录；已填写的内容仍在。', 'Signed out in another window. What you typed is still here.') });
  else become({ ...current, other: otherThan(current.user, event.newValue) });
});

function signedIn(user) {
  occupy(user.name);
  become({ state: user.mustChangePassword ? 'password' : 'in', user, notice: '' });
}

react.whenSignedOut = () => {
  const notice = current.user ? t('登录已失效，请重新登录；已填写的内容仍在。', 'Your session has ended; please sign in again. What you typed is still here.') : '';
  if (current.state !== 'out') become({ state: 'out', user: null, notice });
};
react.whenPasswordDue = () => {
  if (current.state === 'in') become({ ...current, state: 'password' });
};

export const me = () => current.user;

export async function resume() {
  try {
    signedIn(await get('/me'));
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    become({ state: 'out', user: null, notice: '' });
  }
}

export async function signIn(username, password) {
  const answer = await post('/sessions', { username, password });
  signedIn(answer.user);
}

export async function signOut() {
  if (current.other) { signInAgain(); return; } // the session is no longer ours to end
  await del('/sessions/current').catch(() => {});
  occupy('');
  become({ state: 'out', user: null, notice: '' });
  go('/', { replace: true });
}

// signInAgain leaves this window to its own account: the place stays, and what was typed is found there.
export const signInAgain = () => become({ state: 'out', user: null, notice: t('请重新登录；已填写的内容仍在。', 'Please sign in again. What you typed is still here.') });

export const changed = (user) => become({ ...current, user });

export const passwordChanged = async () => signedIn(await get('/me'));

export function useSession() {
  const [session, set] = useState(current);
  useEffect(() => {
    listeners.add(set);
    set(current);
    return () => listeners.delete(set);
  }, []);
  return session;
}
