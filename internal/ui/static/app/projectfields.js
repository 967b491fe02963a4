// The facts of a project as a form: the same fields register a project and amend it.
import { html, useEffect, useMemo, useState } from './view.js';
import { t } from './i18n.js';
import { me } from './session.js';
import { chains, choices, loadIndustries, named, reportingRegions } from './vocabulary.js';
import { Entry } from './entries.js';
import { sharesField, sharesText } from './shares.js';
import { AreaField, CheckField, NumberField, SelectField, TextField, asNumber, optionsOf, read } from './fields.js';
import { exactYi } from './format.js';

const wan = () => t('万元', '¥10k');

// texts and numbers are the plain fields, for building and comparing what is sent.
export const texts = ['name', 'summary', 'industry', 'chain', 'channel', 'nationalCode', 'site', 'contactName', 'contactPhone', 'leaderName', 'originRegionId', 'stage'];
export const numbers = ['investmentWan', 'fixedInvestmentWan', 'foreignCapitalWanUsd', 'outputWan', 'taxWan', 'jobs', 'landMu', 'plotRatio', 'energyTce'];
export const pointers = [...texts, ...numbers, 'regionId', 'enterprise/name', 'enterprise/creditCode', 'enterprise/kind', 'enterprise/originPlace', 'enterprise/parentName', 'creditShares', 'confirmed', 'duplicateReason', 'reason'].map((n) => '/' + n);

const labels = {
  name: t('项目名称', 'Project name'), summary: t('建设内容', 'What is built'), industry: t('行业', 'Industry'), chain: t('重点产业链', 'Key chain'),
  channel: t('渠道', 'Channel'), nationalCode: t('项目代码', 'National code'), site: t('选址', 'Site'), contactName: t('联系人', 'Contact'),
  contactPhone: t('联系电话', 'Phone'), leaderName: t('包联领导', 'Leader'), originRegionId: t('飞出地', 'Origin county'), stage: t('阶段', 'Stage'),
  investmentWan: t('总投资', 'Investment'), fixedInvestmentWan: t('固定资产投资', 'Fixed investment'), foreignCapitalWanUsd: t('外资', 'Foreign capital'),
  outputWan: t('年产值', 'Output'), taxWan: t('年税收', 'Tax'), jobs: t('用工', 'Jobs'), landMu: t('用地面积', 'Land'), plotRatio: t('容积率', 'Plot ratio'),
  energyTce: t('年综合能耗', 'Energy'), creditShares: t('分享比例', 'Credit shares'),
};
export const labelOf = (name) => labels[name] || name;

// Industry offers divisions first and the classes below the one chosen; a code may also be typed.
function Industry({ form }) {
  const [all, setAll] = useState([]);
  useEffect(() => { loadIndustries().then(setAll, () => {}); }, []);
  const value = read(form.value, 'industry') || '';
  const found = all.find((i) => i.code === value);
  const offered = useMemo(() => all.filter((i) => i.code.startsWith('C') && i.code.length > 1).map((i) => html`<option value=${i.code}
    key=${i.code}>${named(i)}</option>`), [all]);
  return html`<${TextField} form=${form} name="industry" label=${t('行业（GB/T 4754）', 'Industry (GB/T 4754)')} required list="industries" placeholder="C3841"
    hint=${found ? named(found) : value && all.length ? t('未找到该代码', 'no such code') : t('输入代码或从列表中选择', 'type a code or choose')} autocapitalize="characters" />
    <datalist id="industries">${offered}</datalist>`;
}

// slipping is true when the server has asked whether 亿元 was taken for 万元: then the "checked" box appears.
const slipping = (form) => form.value.confirmed || (form.problem?.errors || []).some((e) => ['project.slip', 'project.perMu'].includes(e.code));

function perMu(form) {
  const total = asNumber(form.value.investmentWan), land = asNumber(form.value.landMu);
  if (typeof total !== 'number' || typeof land !== 'number' || land <= 0) return '';
  return t(`亩均投资约 ${Math.round(total / land)} 万元/亩`, `about ¥${Math.round(total / land)} × 10k per mu`);
}

export function ProjectFields({ form, registering, early = true }) {
  const amount = (name, label, rest = {}) => html`<${NumberField} form=${form} name=${name} label=${label} unit=${wan()} money ...${rest} />`;
  const words = (list) => optionsOf(choices(list), named);
  return html`
    <fieldset><legend>${t('基本情况', 'Basics')}</legend><div class="grid">
      <${TextField} form=${form} name="name" label=${t('项目名称', 'Project name')} required wide max="200" />
      ${registering && !me().regionId && html`<${SelectField} form=${form} name="regionId" label=${t('县（市、区）', 'County')} required
        options=${optionsOf(reportingRegions(), (r) => r.name)} />`}
      <${Industry} form=${form} />
      <${SelectField} form=${form} name="chain" label=${t('重点产业链', 'Key chain')} options=${optionsOf(chains, named)} />
      <${SelectField} form=${form} name="channel" label=${t('渠道', 'Channel')} empty=${null} options=${words('channel')} />
      ${form.value.channel === 'enclave' && html`<${SelectField} form=${form} name="originRegionId" label=${t('飞出地', 'Origin county')}
        options=${optionsOf(reportingRegions(), (r) => r.name)} />`}
      ${(form.value.channel === 'enclave' || form.value.creditShares?.length > 0) && html`<${Entry} form=${form}
        field=${sharesField(t('分享比例（合计 100%，含项目所在县；可不填）', 'Credit shares (100% in all, the own county among them; may be left out)'))} />`}
      ${early && html`<${SelectField} form=${form} name="stage" label=${t('阶段', 'Stage')} empty=${null}
        options=${words('stage').filter((o) => ['lead', 'negotiating'].includes(o.value))}
        hint=${t('签约及以后由核实的节点推进', 'from signing on, verified milestones move it')} />`}
      <${AreaField} form=${form} name="summary" label=${t('建设内容', 'What is built')} rows=${3} max="4000" />
    </div></fieldset>
    <fieldset><legend>${t('投资与产出', 'Investment and output')}</legend><div class="grid">
      ${amount('investmentWan', t('总投资', 'Total investment'), { required: true })}
      ${amount('fixedInvestmentWan', t('其中固定资产投资', 'of it fixed investment'))}
      <${NumberField} form=${form} name="foreignCapitalWanUsd" label=${t('外资', 'Foreign capital')} unit=${t('万美元', '10k USD')} />
      ${amount('outputWan', t('达产年产值', 'Yearly output'))}${amount('taxWan', t('达产年税收', 'Yearly tax'))}
      <${NumberField} form=${form} name="jobs" label=${t('用工', 'Jobs')} unit=${t('人', 'people')} />
      ${slipping(form) && html`<${CheckField} form=${form} name="confirmed" label=${t('已核对，金额与面积单位无误', 'Checked: amounts and units are right')} />`}
    </div></fieldset>
    <fieldset><legend>${t('要素', 'Land and energy')}</legend><div class="grid">
      <${TextField} form=${form} name="site" label=${t('选址', 'Site')} max="200" />
      <${NumberField} form=${form} name="landMu" label=${t('用地面积', 'Land')} unit=${t('亩', 'mu')} hint=${perMu(form)} />
      <${NumberField} form=${form} name="plotRatio" label=${t('容积率', 'Plot ratio')} unit="" />
      <${NumberField} form=${form} name="energyTce" label=${t('年综合能耗', 'Energy a year')} unit=${t('吨标煤', 'tce')} />
      <${TextField} form=${form} name="nationalCode" label=${t('在线平台项目代码', 'National project code')} max="40"
        hint=${t('备案后填写，如 2205-330723-04-01-123456', 'after filing, like 2205-330723-04-01-123456')} />
    </div></fieldset>
    <fieldset><legend>${t('联系', 'People')}</legend><div class="grid">
      <${TextField} form=${form} name="leaderName" label=${t('包联领导', 'Responsible leader')} max="50" />
      <${TextField} form=${form} name="contactName" label=${t('联系人', 'Contact')} max="50" />
      <${TextField} form=${form} name="contactPhone" label=${t('联系电话', 'Phone')} type="tel" max="40" />
    </div></fieldset>`;
}

// summary of an amount for comparing two versions of a project.
export const shown = (name, value) => (value === null || value === undefined || value === '' ? '—' : name === 'creditShares' ? sharesText(value) : name.endsWith('Wan') ? `${value}（${exactYi(value)}）` : String(value));
