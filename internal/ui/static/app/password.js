// A new password: because it is due, or because its holder wants one. Also the account's own page with its API tokens.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { put } from './api.js';
import { useAct } from './load.js';
import { changed, me, passwordChanged, signOut } from './session.js';
import { Acts } from './acts.js';
import { Fault, Page, Panel, Toast } from './parts.js';
import { TextField, homeless } from './fields.js';
import { Tokens } from './tokens.js';
import { department, region, word } from './vocabulary.js';

function PasswordForm({ onDone }) {
  const [value, set] = useState({ current: '', next: '', again: '' });
  const act = useAct();
  const differ = value.again !== '' && value.again !== value.next;
  const form = { value, set, problem: act.problem };
  const submit = (event) => {
    event.preventDefault();
    if (differ) return;
    act.run(async () => {
      await put('/me/password', { current: value.current, next: value.next });
      set({ current: '', next: '', again: '' });
      await onDone();
    });
  };
  return html`<form onSubmit=${submit}>
    <input type="text" class="away" autocomplete="username" value=${me()?.name} readonly tabindex="-1" aria-hidden="true" />
    <${TextField} form=${form} name="current" label=${t('当前密码', 'Current password')} required type="password" autocomplete="current-password" />
    <${TextField} form=${form} name="next" label=${t('新密码', 'New password')} required type="password" autocomplete="new-password" />
    <${TextField} form=${form} name="again" label=${t('再输入一次', 'Once more')} required type="password" autocomplete="new-password"
      hint=${differ ? t('两次输入不一致。', 'The two differ.') : ''} />
    <${Fault} problem=${act.problem} others=${homeless(act.problem, ['/current', '/next'])} />
    <button class="primary block" disabled=${act.busy || differ}>${t('设置新密码', 'Set the new password')}</button>
  </form>`;
}

export const PasswordDue = () => html`<h1>${t('请先修改密码', 'Set a new password first')}</h1>
  <p class="small">${t('一次性密码或已到期的密码须先更换，之后才能使用其他功能。其他已登录的设备会退出。', 'A one-time or expired password has to be replaced before anything else. Other sessions end.')}</p>
  <${PasswordForm} onDone=${passwordChanged} />
  <p class="small"><button type="button" class="link" onClick=${signOut}>${t('退出登录', 'Sign out')}</button></p>`;

export function AccountPage() {
  const user = me();
  const address = { key: 'email', method: 'PATCH', label: t('修改邮箱', 'Change the e-mail'), verb: t('保存', 'Save'), path: '/me', initial: { email: user.email || '' },
    fields: [['email', 'text', t('电子邮箱', 'E-mail'), { type: 'email', max: 254, hint: t('提醒发往此地址；留空则不发', 'reminders go there; none when empty') }]] };
  const [said, say] = useState('');
  const facts = [[t('用户名', 'User name'), user.name], [t('姓名', 'Name'), user.displayName], [t('角色', 'Role'), word('role', user.role)],
    [t('所属', 'Belongs to'), user.regionId ? region(user.regionId) : user.departmentId ? department(user.departmentId) : '—'], [t('电子邮箱', 'E-mail'), user.email || '—']];
  return html`<${Page} title=${t('我的账号', 'My account')}>
    <div class="columns"><${Panel} title=${t('账号', 'Account')}><dl class="facts">${facts.map(([k, v]) => html`<div><dt>${k}</dt><dd>${v}</dd></div>`)}</dl>
      <${Acts} acts=${[address]} row=${user} onDone=${changed} onStale=${passwordChanged} /><//>
    <${Panel} title=${t('修改密码', 'Change the password')}><${Toast} text=${said} />
      <${PasswordForm} onDone=${() => say(t('密码已修改，其他设备上的登录已失效。', 'The password is changed; other sessions have ended.'))} /><//></div>
    <${Tokens} /><//>`;
}
