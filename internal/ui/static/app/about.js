// What this is, and where its contract stands.
import { html } from './view.js';
import { t } from './i18n.js';
import { Page, Panel } from './parts.js';

const rules = () => [
  [t('计入', 'Counts'), t('制造业（GB/T 4754-2017 门类 C）且总投资达到门槛（默认 10 亿元），登记时认定并记录理由；之后降到门槛以下的仍计入并标注。',
    'Manufacturing (section C of GB/T 4754-2017) at the threshold of total investment (10 亿元 unless set otherwise), judged at registration; a later fall is flagged, not dropped.')],
  [t('阶段', 'Stage'), t('以已核实的最远节点为准：签约、落地、开工、竣工、投产。', 'The furthest verified milestone: signed, landed, started, completed, producing.')],
  [t('计入月份', 'Credited month'), t('节点计入市级核实时正在填报的月份；发生在已关账月份的标注“补报”。',
    'A milestone is credited to the month that is open when the city verifies it; one that happened in a closed month is marked late.')],
  [t('关账', 'Closing'), t('关账时冻结当月全部数据并计算校验值，材料都由它生成；之后的更正在下一期列为“更正”。',
    'Closing freezes every figure of the month with a checksum; all papers are made from it, and later corrections appear as restatements.')],
  [t('单位', 'Units'), t('金额以万元录入，以亿元显示（悬停可见万元）；面积为亩；时间为北京时间。', 'Money is entered in 万元 (10,000 yuan) and shown in 亿元 (100 million yuan); area is 亩; times are Beijing time.')],
];

export const About = () => html`<${Page} title=${t('关于', 'About')}>
  <${Panel} title=${t('口径', 'Definitions')}><dl class="facts wide">${rules().map(([k, v]) => html`<div><dt>${k}</dt><dd>${v}</dd></div>`)}</dl><//>
  <${Panel} title=${t('接口', 'For programs')}>
    <p>${t('本页面只使用公开接口，其他系统可以做同样的事。', 'This page uses the public API alone; other systems can do the same.')}</p>
    <ul><li><a href="/docs" target="_blank" rel="noopener">${t('接口文档', 'API documentation')}</a></li>
    <li><a href="/openapi.json" target="_blank" rel="noopener">OpenAPI</a></li>
    <li><a href="/problems" target="_blank" rel="noopener">${t('错误代码目录', 'Catalogue of refusals')}</a></li></ul><//>
  <${Panel} title=${t('所用开源组件', 'Open source used by this page')}><p>Preact (MIT), htm (Apache-2.0), Apache ECharts (Apache-2.0)</p><//><//>`;
