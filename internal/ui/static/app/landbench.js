// The bench (比选测算): competing requests against the pools by the published scoring, as a question and not as a decision.
import { html, useState } from './view.js';
import { t, lang } from './i18n.js';
import { all, post } from './api.js';
import { useAct, useLoad } from './load.js';
import { points } from './format.js';
import { regionShort } from './vocabulary.js';
import { Entry, said } from './entries.js';
import { Table } from './listing.js';
import { area } from './sheet.js';
import { Fault, Loaded, Panel } from './parts.js';

const columns = () => [[t('名次', 'Rank'), (c) => c.rank, 'num'],
  [t('项目', 'Project'), (c) => html`<a href=${'/land/requests/' + c.requestId}>${c.projectName}</a>`, 'lead'],
  [t('县（市、区）', 'County'), (c) => regionShort(c.regionId)],
  [t('得分', 'Score'), (c) => html`<b>${points(c.score)}</b>`, 'num'],
  [t('其中', 'Of it'), (c) => c.terms.map((x) => `${lang === 'en' ? x.labelEn : x.label} ${points(x.points)}`).join(t('，', ', '))],
  [t('申请', 'Asked'), (c) => area(c.areaMu), 'num'], [t('可得', 'Would get'), (c) => html`<b>${area(c.grantedMu)}</b>`, 'num'],
  [t('缺口', 'Short'), (c) => (c.shortMu ? html`<span class="bad-text">${area(c.shortMu)}</span>` : '—'), 'num']];

const fields = (pools) => [['poolIds', 'many', t('指标池（不选为全部）', 'Pools (none: all)'), { options: pools.map((p) => ({ value: p.id,
  label: `${p.name}（${area(p.balanceMu)}）` })) }]];

export function LandBench() {
  const pools = useLoad(() => all('/land/pools'), []);
  const [value, set] = useState({});
  const [result, show] = useState(null);
  const act = useAct();
  const run = (event, list) => {
    event.preventDefault();
    act.run(async () => show(await post('/land/what-if', { poolIds: list.map((p) => p.id), ...said(fields([]), value) })));
  };
  return html`<p class="note">${t('按已公布的评分对未决申请排序，逐一测算各得多少；不改变任何数据。', 'Ranks the undecided requests by the published scoring and says what each would get. Nothing is changed.')}</p>
    <${Loaded} from=${pools}>${(list) => html`<form onSubmit=${(e) => run(e, list)} novalidate>${fields(list).map((f) => html`
      <${Entry} key=${f[0]} field=${f} form=${{ value, set, problem: act.problem }} />`)}
      <p><button class="primary" disabled=${act.busy}>${t('测算', 'Compare')}</button></p></form>`}<//>
    <${Fault} problem=${act.problem} />
    ${result && html`<${Panel} title=${t('测算结果', 'Result')}><p>
      ${t('申请', 'Asked')} ${area(result.askedMu)} · ${t('可得', 'given')} ${area(result.givenMu)} · ${t('缺口', 'short')} ${area(result.shortMu)}</p>
      <${Table} columns=${columns()} items=${result.items} empty=${t('没有未决的申请。', 'No undecided request.')} />
      <p class="small dim">${result.pools.map((p) => `${p.name}：${t('可用', 'free')} ${area(p.availableMu)}，${t('剩余', 'left')} ${area(p.leftMu)}`).join(t('；', '; '))}</p><//>`}`;
}
