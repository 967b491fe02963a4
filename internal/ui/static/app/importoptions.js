// How a sheet is to be read where it does not say so itself. Each is a decision of the person who imports; nothing is guessed silently.
import { html } from './view.js';
import { t } from './i18n.js';
import { may } from './may.js';
import { me } from './session.js';
import { reportingRegions } from './vocabulary.js';
import { AreaField, CheckField, SelectField, TextField, optionsOf } from './fields.js';

export const noOptions = { sheet: '', regionId: '', assumeLastDay: false, assumeManufacturing: true, confirmed: false, historical: false, industries: '' };

// queryOf is the options as the API takes them; an industry is written "光伏组件=C3825", one a line.
export function queryOf(value) {
  const query = { sheet: value.sheet.trim(), regionId: value.regionId };
  for (const name of ['assumeLastDay', 'confirmed', 'historical']) if (value[name]) query[name] = 'true';
  query.assumeManufacturing = String(value.assumeManufacturing);
  query.industry = value.industries.split('\n').map((line) => line.trim().replace(/\s*[=＝:：]\s*(?=[A-Za-z]\d*$)/, ':')).filter(Boolean);
  return query;
}

const Choices = ({ form }) => html`<div class="grid">
  <${TextField} form=${form} name="sheet" label=${t('工作表', 'Sheet')} hint=${t('不填则读第一张有内容的表', 'the first with content when empty')} />
  ${!me().regionId && html`<${SelectField} form=${form} name="regionId" label=${t('没写“县（市、区）”的行归入', 'County of the rows that name none')}
    options=${optionsOf(reportingRegions(), (r) => r.name)} />`}
  <${CheckField} form=${form} name="assumeLastDay" label=${t('只写到月份的日期按当月最后一天', 'a date without a day is the last of its month')} />
  <${CheckField} form=${form} name="assumeManufacturing" label=${t('新项目行业未填或只是文字、来源称计入的，按制造业', 'new projects that the source counts, industry empty or free text: manufacturing')} />
  <${CheckField} form=${form} name="confirmed" label=${t('已核对看似笔误的金额', 'implausible amounts have been checked')} />
  ${may('milestone.verify') && html`<${CheckField} form=${form} name="historical" label=${t('历史存量：同时核实节点', 'first stock of old projects: verify the milestones too')}
    hint=${t('计入各自发生的月份；已开启过的月份计入当前月份', 'credited to their own months, or to the open one')} />`}
  <${AreaField} form=${form} name="industries" label=${t('行业文字对应的代码', 'What industry texts mean')} rows=${3}
    hint=${t('每行一项，如：光伏组件=C3825', 'one a line, like 光伏组件=C3825')} /></div>`;

export const ImportOptions = ({ form }) => html`<details class="options" open=${JSON.stringify(form.value) !== JSON.stringify(noOptions)}>
  <summary>${t('读取选项', 'Reading options')}</summary><${Choices} form=${form} /></details>`;
