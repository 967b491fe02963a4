// Who is signed in. The session is an HttpOnly cookie: no script, and so no page, ever holds a token.
import { get, post, del, react } from './api.js';
import { t } from './i18n.js';
import { go } from './router.js';
import { useEffect, useState } from './view.js';

// state: loading | out | password (a new one is due) | in
let current = { state: 'loading', user: null, notice: '' };
const listeners = new Set();

function become(next) {
  current = next;
  listeners.forEach((f) => f(next));
}

const signedIn = (user) => become({ state: user.mustChangePassword ? 'password' : 'in', user, notice: '' });

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
  await del('/sessions/current').catch(() => {});
  become({ state: 'out', user: null, notice: '' });
  go('/', { replace: true });
}

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
