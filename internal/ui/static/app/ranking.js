// The ranking that explains itself: a county's row opens into every term of its score.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { decimal, month as monthName, points, wanText, yi } from './format.js';
import { region } from './vocabulary.js';
import { Bar } from './parts.js';
import { me } from './session.js';

// against heads a column of changes: the month before, or the last one that was closed when that lies further back.
function against(board) {
  const [year, number] = board.month.split('-').map(Number);
  const before = number > 1 ? `${year}-${String(number - 1).padStart(2, '0')}` : `${year - 1}-12`;
  if (!board.comparedWith || board.comparedWith === before) return t('较上月', 'Change');
  return t(`较${monthName(board.comparedWith)}`, `Since ${monthName(board.comparedWith)}`);
}

export function RankChange({ change }) {
  if (change === null || change === undefined) return html`<span class="dim" title=${t('上月没有排名', 'no rank last month')}>—</span>`;
  if (change === 0) return html`<span class="dim">${t('持平', 'same')}</span>`;
  const up = change > 0;
  return html`<span class=${up ? 'up' : 'down'}>${up ? '▲' : '▼'} ${t(`${up ? '升' : '降'} ${Math.abs(change)} 位`, `${up ? 'up' : 'down'} ${Math.abs(change)}`)}</span>`;
}

// valueText writes a term's value in the unit that people say: 万元 as 亿元, ten-thousandths as percent.
function valueText(x, n) {
  if (x.unit === '万元') return yi(n) + t(' 亿元', ' ¥100m');
  if (x.unit === '‱') return decimal(n / 100) + '%';
  return decimal(n) + (x.unit ? ' ' + t(x.unit, '') : '');
}

function Difference({ now, before }) {
  if (before === null || before === undefined) return html`<span class="dim">—</span>`;
  const cents = Math.round(now * 100) - Math.round(before * 100);
  return html`<span class=${cents > 0 ? 'up' : cents < 0 ? 'down' : 'dim'}>${cents > 0 ? '+' : ''}${points(cents / 100)}</span>`;
}

function Terms({ terms, score, since }) {
  return html`<div class="scroll"><table class="list terms">
    <thead><tr><th>${t('评分项', 'Term')}</th><th class="num">${t('数值', 'Value')}</th><th class="num">${t('全市最好', 'Best')}</th><th class="num">${t('权重', 'Weight')}</th>
      <th class="num">${t('得分', 'Points')}</th><th class="num">${since}</th><th class="wide-only"><span class="sr">${t('得分图示', 'Points as a bar')}</span></th></tr></thead>
    <tbody>${terms.map((x) => html`<tr key=${x.key}><th scope="row">${t(x.label, x.labelEn || x.label)}</th>
      <td class="num" title=${x.unit === '万元' ? wanText(x.value) : undefined}>${x.noBasis ? t('无应报项目', 'nothing due') : valueText(x, x.value)}</td>
      <td class="num" title=${x.unit === '万元' ? wanText(x.best) : undefined}>${valueText(x, x.best)}</td>
      <td class="num">${decimal(x.weight)}</td><td class="num"><b>${points(x.points)}</b></td><td class="num">
        <${Difference} now=${x.points} before=${x.before} /></td>
      <td class="wide-only"><${Bar} part=${x.points} whole=${x.weight} /></td></tr>`)}
    <tr class="sum"><th scope="row">${t('合计', 'Score')}</th><td></td><td></td><td></td><td class="num"><b>${points(score)}</b></td><td></td>
      <td class="wide-only"></td></tr></tbody></table></div>
    <p class="small dim">${t('得分 = 权重 × 数值 ÷ 全市最好，最高为权重。', 'Points = weight × value ÷ the best county, at most the weight.')}</p>`;
}

export function Ranking({ board }) {
  const [open, setOpen] = useState(() => new Set(me().regionId ? [me().regionId] : []));
  const toggle = (id) => setOpen((old) => { const next = new Set(old); if (!next.delete(id)) next.add(id); return next; });
  const since = against(board);
  const rows = board.regions.filter((r) => r.rank), past = board.regions.filter((r) => !r.rank);
  return html`<div class="scroll"><table class="list ranking"><thead><tr><th class="num">${t('名次', 'Rank')}</th><th>${t('县（市、区）', 'County')}</th>
    <th>${since}</th><th class="num">${t('得分', 'Score')}</th><th><span class="sr">${t('说明', 'Explanation')}</span></th></tr></thead>
    <tbody>${rows.map((r) => html`<tr key=${r.regionId} class=${r.regionId === me().regionId ? 'own' : ''}><td class="num rank">${r.rank}</td>
      <th scope="row">${region(r.regionId)}</th><td><${RankChange} change=${r.rankChange} /></td><td class="num"><b>${points(r.score)}</b></td>
      <td><button type="button" class="link" aria-expanded=${open.has(r.regionId)} onClick=${() => toggle(r.regionId)}>${open.has(r.regionId) ? t('收起',
        'Hide') : t('为什么', 'Why')}</button>
        </td></tr>
      ${open.has(r.regionId) && html`<tr class="opened" key=${r.regionId + '+'}><td colspan="5"><${Terms} terms=${r.terms} score=${r.score} since=${since} /></td>
        </tr>`}`)}</tbody></table></div>
    ${past.length > 0 && html`<p class="small dim">${t(`${past.map((r) => region(r.regionId)).join('、')}已不再填报，不参与排名，其数据仍计入全市。`,
      `${past.map((r) => region(r.regionId)).join(', ')}: no longer reports and is not ranked; its figures are in the city's.`)}</p>`}
    <p class="small dim">${board.tieRule && html`${t('同分规则：', 'Ties: ')}${t(board.tieRule.zh, board.tieRule.en)} `}${t(`评分公式第 ${board.formula} 版。`,
      `Scoring formula ${board.formula}.`)}</p>`;
}
