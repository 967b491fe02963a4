// API tokens: for programs that speak as their holder, within scopes. The secret is shown once.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { all, del, post } from './api.js';
import { useAct, useLoad } from './load.js';
import { me } from './session.js';
import { instant, today } from './format.js';
import { Confirm, Dialog, Empty, Fault, Loaded, Panel, Tag } from './parts.js';
import { AreaField, TextField, homeless } from './fields.js';
import { Secret } from './secret.js';

function TokenForm({ onDone, onClose }) {
  const [value, set] = useState({ name: '', scopes: 'project.read\nproject.list', expiresOn: '' });
  const act = useAct();
  const form = { value, set, problem: act.problem };
  const save = (event) => {
    event.preventDefault();
    const body = { name: value.name.trim(), scopes: value.scopes.split(/[\s,，]+/).filter(Boolean) };
    if (value.expiresOn) body.expiresAt = new Date(value.expiresOn + 'T23:59:59+08:00').toISOString();
    act.run(async () => onDone(await post('/tokens', body)));
  };
  return html`<${Dialog} title=${t('创建令牌', 'Create a token')} onClose=${onClose}><form onSubmit=${save} novalidate>
    <${TextField} form=${form} name="name" label=${t('用途', 'What it is for')} required max="100" />
    <${AreaField} form=${form} name="scopes" label=${t('权限范围', 'Scopes')} required rows=${3}
      hint=${t('每行一项，如 project.read 或 project.*', 'one a line, like project.read or project.*')} />
    <${TextField} form=${form} name="expiresOn" label=${t('有效至', 'Valid until')} type="date" min=${today()} hint=${t('不填为 90 天，最长一年', '90 days when empty, a year at most')} />
    <${Fault} problem=${act.problem} others=${homeless(act.problem, ['/name', '/scopes'])} />
    <footer><button type="button" class="plain" onClick=${onClose}>${t('取消', 'Cancel')}</button>
      <button class="primary" disabled=${act.busy}>${t('创建', 'Create')}</button></footer></form><//>`;
}

const stateOf = (x) => (x.revokedAt ? [t('已吊销', 'revoked'), 'bad'] : new Date(x.expiresAt) < new Date() ? [t('已过期', 'expired'), 'warn'] : [t('有效', 'valid'), 'good']);

export function Tokens() {
  const list = useLoad(() => all('/tokens'), []);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState(null);
  const [secret, setSecret] = useState(null);
  const made = (issued) => { setMaking(false); setSecret({ title: t('新令牌', 'New token') + '：' + issued.name, secret: issued.secret }); list.reload(); };
  return html`<${Panel} title=${t('接口令牌', 'API tokens')} actions=${html`<button type="button" class="plain" onClick=${() => setMaking(true)}>${t('创建令牌',
    'Create a token')}</button>`}>
    <${Loaded} from=${list}>${(items) => (items.length === 0 ? html`<${Empty}>${t('没有令牌。', 'None.')}<//>` : html`<div class="scroll">
      <table class="list cards"><thead><tr><th>${t('用途', 'For')}</th><th>${t('账号', 'Account')}</th><th>${t('前缀', 'Prefix')}</th>
      <th>${t('范围', 'Scopes')}</th><th>${t('有效至', 'Until')}</th><th>${t('最近使用', 'Last used')}</th><th>${t('状态', 'State')}</th><th></th></tr></thead>
      <tbody>${items.map((x) => html`<tr key=${x.id}><td data-label=${t('用途', 'For')}>${x.name}</td>
        <td data-label=${t('账号', 'Account')}>${x.userName || me().name}</td><td data-label=${t('前缀', 'Prefix')} class="mono">${x.prefix}…</td>
        <td data-label=${t('范围', 'Scopes')}>${x.scopes.join(' ')}</td><td data-label=${t('有效至', 'Until')}>${instant(x.expiresAt)}</td>
        <td data-label=${t('最近使用', 'Last used')}>${instant(x.lastUsedAt)}</td>
        <td data-label=${t('状态', 'State')}><${Tag} kind=${stateOf(x)[1]}>${stateOf(x)[0]}<//></td>
          <td>${!x.revokedAt && html`<button type="button" class="link" onClick=${() => setRevoking(x)}>${t('吊销', 'Revoke')}</button>`}</td>
          </tr>`)}</tbody></table></div>`)}<//>
    ${making && html`<${TokenForm} onDone=${made} onClose=${() => setMaking(false)} />`}
    ${revoking && html`<${Confirm} title=${t('吊销令牌', 'Revoke')} danger action=${t('吊销', 'Revoke')} text=${revoking.name + '：' + t('立即失效，不能恢复。',
      'it ends at once and for good.')} onConfirm=${async () => { await del('/tokens/' + revoking.id, revoking.version); list.reload(); }}
      onClose=${() => setRevoking(null)} />`}
    ${secret && html`<${Secret} ...${secret} onClose=${() => setSecret(null)} />`}<//>`;
}
