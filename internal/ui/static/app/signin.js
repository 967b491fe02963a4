// Signing in.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { go } from './router.js';
import { useAct } from './load.js';
import { signIn } from './session.js';
import { Fault } from './parts.js';
import { TextField } from './fields.js';

export function SignIn({ notice }) {
  const [value, set] = useState({ username: '', password: '' });
  const act = useAct();
  // A first start has no accounts yet; its set-up link stands in the server's log.
  const [fresh, setFresh] = useState(false);
  useEffect(() => { if (!notice) get('/setup').then((s) => setFresh(s.needed), () => {}); }, []);
  const form = { value, set, problem: act.problem };
  const submit = (event) => {
    event.preventDefault();
    act.run(() => signIn(value.username.trim(), value.password));
  };
  return html`<form onSubmit=${submit}>
    <h1>${t('登录', 'Sign in')}</h1>
    ${notice && html`<p class="note" role="status">${notice}</p>`}
    ${fresh && html`<p class="note">${t('系统还没有账号。请打开服务启动时打印的初始化链接。', 'There are no accounts yet. Open the set-up link that the service printed when it started.')}
      <a href="/setup" onClick=${(e) => { e.preventDefault(); go('/setup'); }}>${t('输入初始化码', 'Enter the code')}</a></p>`}
    <${TextField} form=${form} name="username" label=${t('用户名', 'User name')} required autocomplete="username" autocapitalize="none" autofocus />
    <${TextField} form=${form} name="password" label=${t('密码', 'Password')} required type="password" autocomplete="current-password" />
    <${Fault} problem=${act.problem} />
    <button class="primary block" disabled=${act.busy}>${act.busy ? t('正在登录…', 'Signing in…') : t('登录', 'Sign in')}</button>
  </form>`;
}
