// What is known of a project.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { decimal, instant, number, wanText, yi } from './format.js';
import { chain, industry, loadIndustries, region, word } from './vocabulary.js';
import { sharesText } from './shares.js';
import { Acts } from './acts.js';
import { amendEnterprise } from './enterprise.js';
import { Panel } from './parts.js';

const money = (wan) => (wan === null || wan === undefined ? '—' : html`<span title=${wanText(wan)}>${yi(wan)} ${t('亿元', '¥100m')}</span>`);
const area = (mu) => (mu === null || mu === undefined ? '—' : decimal(mu) + ' ' + t('亩', 'mu'));
const List = ({ rows }) => html`<dl class="facts">${rows.map(([label, value]) => html`<div key=${label}><dt>${label}</dt>
  <dd>${value === '' || value === undefined || value === null || value === false ? '—' : value}</dd></div>`)}</dl>`;

export function Facts({ p, onChanged }) {
  const [, loaded] = useState(false);
  useEffect(() => { loadIndustries().then(() => loaded(true), () => {}); }, []);
  const e = p.enterprise || {};
  return html`<div class="columns">
    <${Panel} title=${t('项目', 'Project')}><${List} rows=${[
      [t('行业', 'Industry'), industry(p.industry)], [t('产业链', 'Chain'), p.chain && chain(p.chain)], [t('渠道', 'Channel'), word('channel', p.channel)],
      [t('飞出地', 'Origin county'), p.originRegionId && region(p.originRegionId)], [t('分享比例', 'Credit shares'), sharesText(p.creditShares)], [t('项目代码', 'National code'), p.nationalCode],
      [t('建设内容', 'What is built'), p.summary]]} /><//>
    <${Panel} title=${t('投资与产出', 'Investment and output')}><${List} rows=${[
      [t('总投资', 'Total investment'), money(p.investmentWan)], [t('固定资产投资', 'Fixed investment'), money(p.fixedInvestmentWan)],
      [t('外资', 'Foreign capital'), p.foreignCapitalWanUsd != null && number(p.foreignCapitalWanUsd) + ' ' + t('万美元', '10k USD')],
      [t('达产年产值', 'Yearly output'), money(p.outputWan)], [t('达产年税收', 'Yearly tax'), money(p.taxWan)], [t('用工', 'Jobs'), p.jobs != null && number(p.jobs)],
      [t('口径', 'Definition'), word('countsReason', p.countsReason)]]} /><//>
    <${Panel} title=${t('要素', 'Land and energy')}><${List} rows=${[
      [t('选址', 'Site'), p.site], [t('用地面积', 'Land'), area(p.landMu)],
      [t('亩均投资', 'Investment per mu'), p.investmentPerMuWan != null && number(p.investmentPerMuWan) + ' ' + t('万元/亩', '¥10k per mu')],
      [t('容积率', 'Plot ratio'), p.plotRatio != null && decimal(p.plotRatio)],
        [t('年综合能耗', 'Energy a year'), p.energyTce != null && number(p.energyTce) + ' ' + t('吨标煤', 'tce')]]} />
        <//>
    <${Panel} title=${t('投资主体', 'Investor')} actions=${e.id && !p.archivedAt && html`<${Acts} acts=${[amendEnterprise(e)]} row=${e} onDone=${onChanged} />`}><${List} rows=${[
      [t('企业', 'Enterprise'), e.name], [t('统一社会信用代码', 'Credit code'), e.creditCode], [t('性质', 'Kind'), e.kind && word('enterpriseKind', e.kind)],
      [t('来源地', 'From'), e.originPlace], [t('集团', 'Parent'), e.parentName],
      [t('标识', 'Marks'), [e.isFortune500 && t('世界 500 强', 'Fortune 500'), e.isChainLeader && t('链主企业', 'chain leader')].filter(Boolean).join(t('，', ', '))]]} /><//>
    <${Panel} title=${t('联系', 'People')}><${List} rows=${[
      [t('包联领导', 'Responsible leader'), p.leaderName], [t('联系人', 'Contact'), p.contactName], [t('电话', 'Phone'), p.contactPhone
        && html`<a href=${'tel:' + p.contactPhone}>${p.contactPhone}</a>`]]} />
        <//>
    <${Panel} title=${t('记录', 'Record')}><${List} rows=${[
      [t('登记', 'Registered'), `${instant(p.createdAt)} ${p.createdBy}`], [t('最近修改', 'Last change'), `${instant(p.updatedAt)} ${p.updatedBy}`], [t('版本', 'Version'), p.version],
      [t('登记时总投资', 'Investment at registration'), money(p.registeredWan)], [t('另行登记的理由', 'Why registered again'), p.duplicateReason],
        [t('灯的理由', 'Why this light'), p.lightReason]]} />
        <//>
  </div>`;
}
