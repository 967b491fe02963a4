// Accounts: adding, amending, locking, and one-time passwords.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { all } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { choices, countyOptions, department, departments, named, options, region, word } from './vocabulary.js';
import { Acts } from './acts.js';
import { Empty, Loaded, Panel, Tag } from './parts.js';
import { Secret } from './secret.js';

const states = () => ({ active: [t('正常', 'active'), 'good'], locked: [t('已锁定', 'locked'), 'warn'], disabled: [t('已停用', 'disabled'), 'bad'] });
const needsRegion = (role) => ['clerk', 'lead', 'integration'].includes(role);

// personFields are what is said of an account; a county and a department are asked for only where the role has one, so that another role leaves none behind.
const personFields = () => [
  ['displayName', 'text', t('姓名', 'Name'), { max: 100 }],
  ['email', 'text', t('电子邮箱', 'E-mail'), { type: 'email', max: 254, hint: t('提醒发往此地址；可不填', 'reminders go there; may be left empty'), when: (v) => v.role !== 'integration' }],
  ['role', 'select', t('角色', 'Role'), { empty: null, options: options('role') }],
  ['regionId', 'select', t('县（市、区）', 'County'), { options: countyOptions(), when: (v) => needsRegion(v.role),
    hint: t('接口账号可不填，即不限于一县', 'a program may have none: it is bound to no county then') }],
  ['departmentId', 'select', t('部门', 'Department'), { options: departments.map((d) => ({ value: d.id, label: d.name })), when: (v) => v.role === 'department', required: true }]];

const adding = () => ({ key: 'add', kind: 'primary', label: t('添加用户', 'Add a user'), verb: t('添加', 'Add'), path: '/users', versionless: true, initial: { role: 'clerk' },
  fields: [['name', 'text', t('用户名', 'User name'), { required: true, autocapitalize: 'none',
    hint: t('小写字母、数字、. - _，如 clerk.330723；以后不能改', 'lower-case letters, digits, . - _; never changes') }], ...personFields()] });

const amending = (u) => ({ key: 'amend', kind: 'link', method: 'PATCH', label: t('修改', 'Amend'), verb: t('保存', 'Save'), title: t('修改用户 ', 'Amend ') + u.name,
  path: '/users/' + u.id, fields: personFields(),
  initial: { displayName: u.displayName, email: u.email, role: u.role, regionId: u.regionId, departmentId: u.departmentId } });

// bare sends nothing but the version.
const bare = (u, key, label, text, more) => ({ key, kind: 'link', label, text, title: label + '：' + u.name, path: `/users/${u.id}/${key}`, fields: [], body: () => undefined, ...more });
const turned = (u, state) => ({ method: 'PATCH', path: '/users/' + u.id, body: () => ({ state }) });

const actsOf = (u) => [amending(u),
  u.state === 'active' && bare(u, 'lock', t('锁定', 'Lock'), t('立即退出其全部登录，直到解锁。', 'Ends all sessions until unlocked.')),
  u.state !== 'disabled' && bare(u, 'unlock', t('解锁', 'Unlock'), t('同时清除连续登录失败的等待。', 'Also forgives failed sign-ins.')),
  u.role !== 'integration' && bare(u, 'password-reset', t('重置密码', 'Reset the password'), t('生成一次性密码，原密码和全部登录立即失效。',
    'Makes a one-time password; the old one and all sessions end.')),
  u.state === 'disabled' ? bare(u, 'enable', t('恢复使用', 'Enable'), '', turned(u, 'active'))
    : bare(u, 'disable', t('停用', 'Disable'), t('人员离岗时停用；账号保留，因为审计记录指向它。', 'For people who have left; the account stays because the trail names it.'),
      { ...turned(u, 'disabled'), danger: true })];

export function Users() {
  const list = useLoad(() => all('/users'), []);
  const [role, setRole] = useState('');
  const [secret, setSecret] = useState(null);
  const added = (answer) => {
    if (answer?.oneTimePassword || answer?.token) setSecret({ title: answer.name + (answer.token ? t(' 的首个令牌', ': first token') : t(' 的一次性密码',
      ': one-time password')), secret: answer.oneTimePassword || answer.token });
    list.reload();
  };
  const words = states();
  const actions = html`<label class="inline">${t('角色', 'Role')} <select value=${role} onChange=${(e) => setRole(e.target.value)}>
    <option value="">${t('全部', 'All')}</option>${choices('role').map((c) => html`<option value=${c.code} key=${c.code}>${named(c)}</option>`)}</select>
    </label>
    ${may('user.create') && html`<${Acts} acts=${[adding()]} onDone=${added} />`}`;
  return html`<${Panel} title=${t('用户', 'Users')} actions=${actions}><${Loaded} from=${list}>${(items) => {
    const rows = items.filter((u) => !role || u.role === role);
    return rows.length === 0 ? html`<${Empty}>${t('没有用户。', 'None.')}<//>` : html`<div class="scroll"><table class="list cards"><thead><tr>
      <th>${t('用户名', 'User name')}</th><th>${t('姓名', 'Name')}</th><th>${t('角色', 'Role')}</th><th>${t('所属', 'Belongs to')}</th>
      <th>${t('电子邮箱', 'E-mail')}</th><th>${t('状态', 'State')}</th>${may('user.amend') && html`<th>${t('操作', 'Actions')}</th>`}</tr></thead>
      <tbody>${rows.map((u) => html`<tr key=${u.id}><td data-label=${t('用户名', 'User name')}>${u.name}</td>
        <td data-label=${t('姓名', 'Name')}>${u.displayName}</td><td data-label=${t('角色', 'Role')}>${word('role', u.role)}</td>
        <td data-label=${t('所属', 'Belongs to')}>${u.regionId ? region(u.regionId) : u.departmentId ? department(u.departmentId) : '—'}</td>
        <td data-label=${t('电子邮箱', 'E-mail')}>${u.email || '—'}</td>
        <td data-label=${t('状态', 'State')}>
          <${Tag} kind=${words[u.state][1]}>${words[u.state][0]}<//>${u.mustChangePassword && html` <${Tag}>${t('待改密码', 'new password due')}<//>`}</td>
        ${may('user.amend') && html`<td><${Acts} acts=${actsOf(u)} row=${u} onDone=${added} onStale=${list.reload} /></td>`}
          </tr>`)}</tbody></table></div>`;
  }}<//>
    ${secret && html`<${Secret} ...${secret} onClose=${() => setSecret(null)} />`}<//>`;
}
