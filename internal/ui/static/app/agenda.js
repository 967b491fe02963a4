// The order of the meeting: counties by rank, and what each has to answer for.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { region, word } from './vocabulary.js';
import { Amount, Empty, Loaded, Panel } from './parts.js';
import { spanOf } from './boardfigures.js';

const Refs = ({ label, rows, kind, say = (r) => r.what }) => rows?.length > 0 && html`<div class="turn">
  <span class=${'turn-label ' + kind}>${label}（${rows.length}）</span>
  <ul>${rows.map((r) => html`<li><a href=${'/projects/' + r.projectId}>${r.name}</a>${say(r) && html` <span class="dim">${say(r)}</span>`}</li>`)}</ul></div>`;

function Turn({ item }) {
  const signed = spanOf(item.figures, 'month', 'signed');
  return html`<li><header><b>${item.order}. ${item.name || region(item.regionId)}</b><span class="dim">${item.rank ? t(`排名第 ${item.rank}`, `rank ${item.rank}`) : t('不参与排名', 'not ranked')}</span>
      <span>${t('本月签约', 'signed')} ${signed.count} ${t('个', '')} <${Amount} wan=${signed.investmentWan} /> ${t('亿元', '¥100m')}</span></header>
    <${Refs} label=${t('本月进展', 'Moved')} rows=${item.moves} kind="good-text" say=${(r) => word('milestoneKind', r.what)} />
    <${Refs} label=${t('滞后、受阻', 'Slipped')} rows=${item.slipped} kind="bad-text" />
    <${Refs} label=${t('需市级协调', 'Asks of the city')} rows=${item.matters} kind="warn-text" />
    <${Refs} label=${t('未填报', 'Not reported')} rows=${item.missing} kind="bad-text" say=${(r) => (r.what && r.what !== 'missing' ? word('monthState', r.what) : '')} /></li>`;
}

export function Agenda({ month }) {
  const agenda = useLoad((signal) => get(`/meetings/${month}/agenda`, {}, signal), [month]);
  return html`<${Panel} title=${t('汇报顺序（按排名）', 'Order of speaking (by rank)')}><${Loaded} from=${agenda}>${(a) => (!a.items?.length
    ? html`<${Empty}>${t('还没有议程。', 'No agenda yet.')}<//>` : html`<ol class="agenda">${a.items.map((item) => html`<${Turn} key=${item.regionId} item=${item} />`)}</ol>`)}<//>
      <//>`;
}
