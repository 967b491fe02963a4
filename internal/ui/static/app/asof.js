// The day as of which a ledger is read; it stands in the address, so that a statement can be sent to somebody.
import { html } from './view.js';
import { t } from './i18n.js';
import { setQuery } from './router.js';
import { today } from './format.js';

export const AsOf = ({ query }) => html`<label class="inline">
  ${t('截至', 'As of')} <input type="date" max=${today()} value=${query.asOf || ''} onChange=${(e) => setQuery({ ...query, asOf: e.target.value })} /></label>
  ${query.asOf && html`<button type="button" class="link" onClick=${() => setQuery({ ...query, asOf: '' })}>${t('回到今天', 'Today')}</button>`}`;
