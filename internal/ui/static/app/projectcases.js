// What a project has under way: joint review, land, the fund, and issues; and the beginning of each.
import { html } from './view.js';
import { t } from './i18n.js';
import { get } from './api.js';
import { useLoad } from './load.js';
import { go } from './router.js';
import { may } from './may.js';
import { Acts } from './acts.js';
import { raiseAct } from './issueacts.js';
import { issueColumns } from './issues.js';
import { caseColumns } from './reviews.js';
import { askLand } from './landacts.js';
import { requestColumns } from './land.js';
import { askFund } from './fundacts.js';
import { fundColumns } from './fund.js';
import { Listing } from './listing.js';
import { Panel } from './parts.js';

const openReview = (p, templates) => ({ key: 'review', label: t('启动联审联评', 'Open a joint review'), path: `/projects/${p.id}/reviews`, versionless: true,
  text: t('启动后各步骤按模板依次计时。', 'The steps then run by the template, each with its clock.'),
  fields: [['template', 'select', t('评审模板', 'Template'), { empty: t('按项目条件选用', 'the one that fits the project'), options: templates.map((x) => ({ value: x.key, label: x.name })) }]] });

const Cases = ({ p, title, path, columns, empty, act, place, allowed }) => allowed && html`<${Panel} title=${title} actions=${act && html`
  <${Acts} acts=${[act]} onDone=${(made) => go(`${place}/${made.id}`)} />`}>
  <${Listing} path=${path} query=${{ projectId: p.id }} columns=${columns} empty=${empty} /><//>`;

export function ProjectCases({ p }) {
  const begin = useLoad(async (signal) => ({
    templates: may('review.open') ? (await get('/review-templates', {}, signal)).items.filter((x) => x.active) : [],
    funds: may('fundRequest.create') ? (await get('/fund/funds', { limit: 200 }, signal)).items : [],
  }), []);
  const { templates, funds } = begin.data || { templates: [], funds: [] };
  const lives = !p.archivedAt && p.condition === 'active';
  return html`
    <${Cases} ...${{ p, title: t('联审联评', 'Joint review'), path: '/reviews', place: '/reviews', columns: caseColumns(true), allowed: may('review.list') }}
      empty=${t('没有联审联评。', 'No joint review.')} act=${lives && may('review.open') && openReview(p, templates)} />
    <${Cases} ...${{ p, title: t('用地指标', 'Land quota'),
      path: '/land/requests', place: '/land/requests', columns: requestColumns(true), allowed: may('landRequest.list') }}
      empty=${t('没有用地申请。', 'No land request.')} act=${lives && may('landRequest.create') && askLand(p)} />
    <${Cases} ...${{ p, title: t('产业基金', 'Funds'),
      path: '/fund/requests', place: '/fund/requests', columns: fundColumns(true), allowed: may('fundRequest.list') }}
      empty=${t('没有基金申请。', 'No fund request.')} act=${!p.archivedAt && p.condition !== 'terminated' && may('fundRequest.create') && askFund(p, funds)} />
    <${Cases} ...${{ p, title: t('协调事项', 'Issues'), path: '/issues', place: '/issues', columns: issueColumns(true), allowed: may('issue.list') }}
      empty=${t('没有协调事项。', 'No issue.')} act=${!p.archivedAt && may('issue.raise') && raiseAct({ projectId: p.id })} />`;
}
