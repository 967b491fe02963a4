// Which months there are.
import { html } from './view.js';
import { t } from './i18n.js';
import { month } from './format.js';
import { go } from './router.js';
import { word } from './vocabulary.js';

export const newestFirst = (meetings) => [...meetings].sort((a, b) => (a.month < b.month ? 1 : -1));
export const openMonth = (meetings) => meetings.find((m) => m.state === 'open');

// latestMonth is the one to begin with: the open one, else the newest.
export const latestMonth = (meetings) => openMonth(meetings) || newestFirst(meetings)[0];

export const MonthPicker = ({ meetings, value, href }) => html`<label class="inline">${t('月份', 'Month')} <select value=${value} onChange=${(e) => go(href(e.target.value))}>
  ${newestFirst(meetings).map((m) => html`<option value=${m.month} key=${m.month}>${month(m.month)} · ${word('meetingState', m.state)}</option>`)}</select></label>`;
