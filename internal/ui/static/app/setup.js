// The first start: the first administrator, made with the one-time code of the link.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { go } from './router.js';
import { useAct } from './load.js';
import { signIn } from './session.js';
import { Fault } from './parts.js';
import { TextField, homeless } from './fields.js';

const pointers = ['/code', '/username', '/displayName', '/password'];

export function Setup() {
  const [needed, setNeeded] = useState(true);
  // Whoever is signed in may not even ask: then it has been done.
  useEffect(() => { get('/setup').then((s) => setNeeded(s.needed), (problem) => setNeeded(problem.status !== 403)); }, []);
  const [value, set] = useState({ code: location.hash.slice(1), username: 'admin', displayName: '', password: '', again: '' });
  const act = useAct();
  const differ = value.again !== '' && value.again !== value.password;
  const form = { value, set, problem: act.problem };
  const submit = (event) => {
    event.preventDefault();
    if (differ) return;
    act.run(async () => {
      await post('/setup', { code: value.code.trim(), username: value.username.trim(), displayName: value.displayName.trim() || undefined, password: value.password });
      await signIn(value.username.trim(), value.password);
      go('/', { replace: true });
    });
  };
  if (!needed && !act.busy) return html`<h1>${t('初始化', 'First set-up')}</h1><p>${t('系统已完成初始化，初始化链接不再有效。', 'The set-up has been done; the link is used up.')}</p>
    <p><a href="/">${t('去登录或回到首页', 'Sign in, or go home')}</a></p>`;
  return html`<form onSubmit=${submit}>
    <h1>${t('初始化', 'First set-up')}</h1>
    <p class="small">${t('建立第一个管理员账号。初始化码只能使用一次。', 'Create the first administrator. The code works once.')}</p>
    <${TextField} form=${form} name="code" label=${t('初始化码', 'Set-up code')} required autocomplete="off" />
    <${TextField} form=${form} name="username" label=${t('用户名', 'User name')} required autocomplete="username" autocapitalize="none" />
    <${TextField} form=${form} name="displayName" label=${t('姓名', 'Name')} autocomplete="name" />
    <${TextField} form=${form} name="password" label=${t('密码', 'Password')} required type="password" autocomplete="new-password" />
    <${TextField} form=${form} name="again" label=${t('再输入一次', 'Once more')} required type="password" autocomplete="new-password"
      hint=${differ ? t('两次输入不一致。', 'The two differ.') : ''} />
    <${Fault} problem=${act.problem} others=${homeless(act.problem, pointers)} />
    <button class="primary block" disabled=${act.busy || differ}>${t('完成', 'Finish')}</button>
  </form>`;
}
