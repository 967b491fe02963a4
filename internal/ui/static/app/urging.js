// Urging the counties that have not submitted the month (催报), and what came of it.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { may } from './may.js';
import { regionShort, word } from './vocabulary.js';
import { Acts } from './acts.js';

const act = (month, missing) => ({ key: 'urge', label: t('催报', 'Urge'), path: `/months/${month}/reminders`, versionless: true,
  initial: { regionIds: missing.map((r) => r.regionId) }, fields: [
  ['regionIds', 'many', t('县（市、区）', 'Counties'), { always: true, options: missing.map((r) => ({ value: r.regionId,
  label: `${regionShort(r.regionId)}（${t(`未交 ${r.missing}`, `${r.missing} missing`)}）` })) }],
  ['note', 'area', t('附言', 'Note'), { rows: 2, max: 500 }]] });

export function Urging({ month, standing }) {
  const [called, show] = useState(null);
  const missing = standing.regions.filter((r) => r.missing > 0);
  if (!may('reminder.send') || standing.state !== 'open' || missing.length === 0) return null;
  return html`<${Acts} acts=${[act(month, missing)]} onDone=${show} />
    ${called && html`<p class="note" role="status">${t(`已通知 ${called.notified} 个账号：`, `${called.notified} accounts notified: `)}${called.regions.map((r) => `${regionShort(r.regionId)} ${word('urgingOutcome', r.outcome)}`).join(t('、', ', '))}</p>`}`;
}
