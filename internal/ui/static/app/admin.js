// Administration: accounts, API tokens, regions, departments and chains.
import { html } from './view.js';
import { t } from './i18n.js';
import { may } from './may.js';
import { Empty, Page, Tabs } from './parts.js';
import { Users } from './users.js';
import { Tokens } from './tokens.js';
import { Organisation } from './organisation.js';

export function Admin({ query }) {
  const tabs = [...(may('user.list') ? [['users', t('用户', 'Users')]] : []), ['tokens', t('令牌', 'Tokens')], ['regions', t('县（市、区）', 'Regions')],
    ['departments', t('部门', 'Departments')], ['chains', t('产业链', 'Chains')]];
  const tab = query.tab || tabs[0][0];
  return html`<${Page} title=${t('管理', 'Administration')}><${Tabs} tabs=${tabs} active=${tab} path="/admin" />
    ${tab === 'users' && (may('user.list') ? html`<${Users} query=${query} />` : html`<${Empty}>—<//>`)}${tab === 'tokens' && html`<${Tokens} />`}
    ${['regions', 'departments', 'chains'].includes(tab) && html`<${Organisation} key=${tab} kind=${tab} />`}<//>`;
}
