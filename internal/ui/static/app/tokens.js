// API tokens: for programs that speak as their holder, within scopes. The secret is shown once.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { all } from './api.js';
import { useLoad } from './load.js';
import { may } from './may.js';
import { me } from './session.js';
import { instant, today } from './format.js';
import { options } from './vocabulary.js';
import { Acts } from './acts.js';
import { Empty, Loaded, Panel, Tag } from './parts.js';
import { Secret } from './secret.js';

// creating asks what a token is for. Its scopes are the actions that its holder's own role may do; a whole noun, "project.*", takes those of its actions.
const creating = () => ({ key: 'create', label: t('创建令牌', 'Create a token'), verb: t('创建', 'Create'), path: '/tokens', versionless: true,
  initial: { actions: ['project.list', 'project.read'] }, fields: [
    ['name', 'text', t('用途', 'What it is for'), { required: true, max: 100 }],
    ['actions', 'many', t('权限范围', 'Scopes'), { options: options('action').filter((o) => may(o.value)).map((o) => ({ ...o, label: `${o.label}（${o.value}）` })) }],
    ['scopes', 'lines', t('其他范围（可不填）', 'Other scopes (optional)'), { rows: 2, hint: t('每行一项，如 project.*', 'one a line, like project.*') }],
    ['expiresOn', 'date', t('有效至', 'Valid until'), { min: today(), hint: t('不填为 90 天，最长一年', '90 days when empty, a year at most') }]],
  body: ({ name, actions = [], scopes = [], expiresOn }) => ({ name, scopes: [...new Set([...actions, ...scopes])],
    ...(expiresOn ? { expiresAt: new Date(expiresOn + 'T23:59:59+08:00').toISOString() } : {}) }) });

const revoking = (x) => ({ key: 'revoke', kind: 'link', danger: true, label: t('吊销', 'Revoke'), title: t('吊销令牌', 'Revoke'), method: 'DELETE', path: '/tokens/' + x.id,
  fields: [], body: () => undefined, text: x.name + '：' + t('立即失效，不能恢复。', 'it ends at once and for good.') });

const stateOf = (x) => (x.revokedAt ? [t('已吊销', 'revoked'), 'bad'] : new Date(x.expiresAt) < new Date() ? [t('已过期', 'expired'), 'warn'] : [t('有效', 'valid'), 'good']);

export function Tokens() {
  const list = useLoad(() => all('/tokens'), []);
  const [secret, setSecret] = useState(null);
  const made = (issued) => { setSecret({ title: t('新令牌', 'New token') + '：' + issued.name, secret: issued.secret }); list.reload(); };
  return html`<${Panel} title=${t('接口令牌', 'API tokens')} actions=${html`<${Acts} acts=${[creating()]} onDone=${made} />`}>
    <${Loaded} from=${list}>${(items) => (items.length === 0 ? html`<${Empty}>${t('没有令牌。', 'None.')}<//>` : html`<div class="scroll">
      <table class="list cards"><thead><tr><th>${t('用途', 'For')}</th><th>${t('账号', 'Account')}</th><th>${t('前缀', 'Prefix')}</th>
      <th>${t('范围', 'Scopes')}</th><th>${t('有效至', 'Until')}</th><th>${t('最近使用', 'Last used')}</th><th>${t('状态', 'State')}</th><th>${t('操作', 'Actions')}</th></tr></thead>
      <tbody>${items.map((x) => html`<tr key=${x.id}><td data-label=${t('用途', 'For')}>${x.name}</td>
        <td data-label=${t('账号', 'Account')}>${x.userName || me().name}</td><td data-label=${t('前缀', 'Prefix')} class="mono">${x.prefix}…</td>
        <td data-label=${t('范围', 'Scopes')}>${x.scopes.join(' ')}</td><td data-label=${t('有效至', 'Until')}>${instant(x.expiresAt)}</td>
        <td data-label=${t('最近使用', 'Last used')}>${instant(x.lastUsedAt)}</td>
        <td data-label=${t('状态', 'State')}><${Tag} kind=${stateOf(x)[1]}>${stateOf(x)[0]}<//></td>
          <td><${Acts} acts=${[!x.revokedAt && revoking(x)]} row=${x} onDone=${list.reload} /></td>
          </tr>`)}</tbody></table></div>`)}<//>
    ${secret && html`<${Secret} ...${secret} onClose=${() => setSecret(null)} />`}<//>`;
}
