// Accounts: adding, amending, locking, and one-time passwords.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { all, patch, post } from './api.js';
import { useAct, useLoad } from './load.js';
import { may } from './may.js';
import { choices, department, departments, named, region, reportingRegions, word } from './vocabulary.js';
import { Confirm, Dialog, Empty, Fault, Loaded, Panel, Tag } from './parts.js';
import { SelectField, TextField, homeless, optionsOf } from './fields.js';
import { Secret } from './secret.js';

const states = () => ({ active: [t('正常', 'active'), 'good'], locked: [t('已锁定', 'locked'), 'warn'], disabled: [t('已停用', 'disabled'), 'bad'] });
const needsRegion = (role) => ['clerk', 'lead', 'integration'].includes(role);

// body keeps a county only where the role has one, so that changing the role does not leave an old one behind.
const placed = (v) => ({ displayName: v.displayName.trim(), role: v.role, regionId: needsRegion(v.role) ? v.regionId : '', departmentId: v.role === 'department' ? v.departmentId : '' });

function UserForm({ user, onDone, onClose }) {
  const [value, set] = useState(user ? { ...user } : { name: '', displayName: '', role: 'clerk', regionId: '', departmentId: '' });
  const act = useAct();
  const form = { value, set, problem: act.problem };
  const save = (event) => {
    event.preventDefault();
    act.run(async () => onDone(user ? await patch('/users/' + user.id, placed(value), user.version) : await post('/users', { name: value.name.trim(), ...placed(value) })));
  };
  return html`<${Dialog} title=${user ? t('修改用户 ', 'Amend ') + user.name : t('添加用户', 'Add a user')} onClose=${onClose}><form onSubmit=${save} novalidate>
    ${!user && html`<${TextField} form=${form} name="name" label=${t('用户名', 'User name')} required hint=${t('小写字母、数字、. - _，如 clerk.330723；以后不能改',
      'lower-case letters, digits, . - _; never changes')} autocapitalize="none" />`}
    <${TextField} form=${form} name="displayName" label=${t('姓名', 'Name')} max="100" />
    <${SelectField} form=${form} name="role" label=${t('角色', 'Role')} empty=${null} options=${optionsOf(choices('role'), named)} />
    ${needsRegion(value.role) && html`<${SelectField} form=${form} name="regionId" label=${t('县（市、区）', 'County')} required=${value.role !== 'integration'}
      options=${optionsOf(reportingRegions(), (r) => r.name)} />`}
    ${value.role === 'department' && html`<${SelectField} form=${form} name="departmentId" label=${t('部门', 'Department')} required
      options=${optionsOf(departments, (d) => d.name)} />`}
    <${Fault} problem=${act.problem} others=${homeless(act.problem, ['/name', '/displayName', '/role', '/regionId', '/departmentId'])} />
    <footer><button type="button" class="plain" onClick=${onClose}>${t('取消', 'Cancel')}</button>
      <button class="primary" disabled=${act.busy}>${user ? t('保存', 'Save') : t('添加', 'Add')}</button></footer></form><//>`;
}

function acts(user) {
  const list = [];
  if (user.state === 'active') list.push({ key: 'lock', label: t('锁定', 'Lock'), text: t('立即退出其全部登录，直到解锁。',
    'Ends all sessions until unlocked.'), run: () => post(`/users/${user.id}/lock`, undefined, { version: user.version }) });
  if (user.state !== 'disabled') list.push({ key: 'unlock', label: t('解锁', 'Unlock'), text: t('同时清除连续登录失败的等待。',
    'Also forgives failed sign-ins.'), run: () => post(`/users/${user.id}/unlock`, undefined, { version: user.version }) });
  if (user.role !== 'integration') list.push({ key: 'reset', label: t('重置密码', 'Reset the password'), text: t('生成一次性密码，原密码和全部登录立即失效。',
    'Makes a one-time password; the old one and all sessions end.'), run: () => post(`/users/${user.id}/password-reset`, undefined, { version: user.version }) });
  list.push(user.state === 'disabled' ? { key: 'enable', label: t('恢复使用', 'Enable'), text: '', run: () => patch('/users/' + user.id, { state: 'active' }, user.version) }
    : { key: 'disable', label: t('停用', 'Disable'), danger: true, text: t('人员离岗时停用；账号保留，因为审计记录指向它。',
      'For people who have left; the account stays because the trail names it.'), run: () => patch('/users/' + user.id, { state: 'disabled' }, user.version) });
  return list;
}

export function Users() {
  const list = useLoad(() => all('/users'), []);
  const [role, setRole] = useState('');
  const [form, setForm] = useState(null);
  const [asking, setAsking] = useState(null);
  const [secret, setSecret] = useState(null);
  const added = (answer) => {
    setForm(null);
    if (answer.oneTimePassword || answer.token) setSecret({ title: answer.name + (answer.token ? t(' 的首个令牌', ': first token') : t(' 的一次性密码',
      ': one-time password')), secret: answer.oneTimePassword || answer.token });
    list.reload();
  };
  const words = states();
  const actions = html`<label class="inline">${t('角色', 'Role')} <select value=${role} onChange=${(e) => setRole(e.target.value)}>
    <option value="">${t('全部', 'All')}</option>${choices('role').map((c) => html`<option value=${c.code} key=${c.code}>${named(c)}</option>`)}</select>
    </label>
    ${may('user.create') && html`<button type="button" class="primary" onClick=${() => setForm({})}>${t('添加用户', 'Add a user')}</button>`}`;
  return html`<${Panel} title=${t('用户', 'Users')} actions=${actions}><${Loaded} from=${list}>${(items) => {
    const rows = items.filter((u) => !role || u.role === role);
    return rows.length === 0 ? html`<${Empty}>${t('没有用户。', 'None.')}<//>` : html`<div class="scroll"><table class="list cards"><thead><tr>
      <th>${t('用户名', 'User name')}</th><th>${t('姓名', 'Name')}</th><th>${t('角色', 'Role')}</th><th>${t('所属', 'Belongs to')}</th>
      <th>${t('状态', 'State')}</th><th></th></tr></thead>
      <tbody>${rows.map((u) => html`<tr key=${u.id}><td data-label=${t('用户名', 'User name')}>${u.name}</td>
        <td data-label=${t('姓名', 'Name')}>${u.displayName}</td><td data-label=${t('角色', 'Role')}>${word('role', u.role)}</td>
        <td data-label=${t('所属', 'Belongs to')}>${u.regionId ? region(u.regionId) : u.departmentId ? department(u.departmentId) : '—'}</td>
        <td data-label=${t('状态', 'State')}>
          <${Tag} kind=${words[u.state][1]}>${words[u.state][0]}<//>${u.mustChangePassword && html` <${Tag}>${t('待改密码', 'new password due')}<//>`}</td>
        <td class="nowrap">${may('user.amend') && html`<button type="button" class="link" onClick=${() => setForm(u)}>${t('修改',
          'Amend')}</button> ${acts(u).map((a) => html`<button type="button" class="link" key=${a.key}
          onClick=${() => setAsking({ ...a, user: u })}>${a.label}</button> `)}`}</td>
          </tr>`)}</tbody></table></div>`;
  }}<//>
    ${form && html`<${UserForm} user=${form.id ? form : null} onDone=${added} onClose=${() => setForm(null)} />`}
    ${asking && html`<${Confirm} title=${asking.label + '：' + asking.user.name} text=${asking.text} action=${asking.label} danger=${asking.danger}
      onConfirm=${async () => added(await asking.run())} onClose=${() => setAsking(null)} />`}
    ${secret && html`<${Secret} ...${secret} onClose=${() => setSecret(null)} />`}<//>`;
}
