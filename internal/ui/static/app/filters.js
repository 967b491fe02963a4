// What the list of projects can be narrowed by.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { me } from './session.js';
import { chains, choices, named, reportingRegions, shortWord } from './vocabulary.js';

const options = (list) => choices(list).map((c) => [c.code, named(c)]);

export const Choice = ({ name, label, items, query, onChange }) => html`<label class="filter"><span>${label}</span>
  <select value=${query[name] || ''} onChange=${(e) => onChange({ [name]: e.target.value })}>
    <option value="">${t('全部', 'All')}</option>${items.map(([value, text]) => html`<option value=${value} key=${value}>${text}</option>`)}</select></label>`;

// Typed waits until the typing stops, and follows the address when that changes under it (back, or "clear").
export function Typed({ name, label, query, onChange, show = (v) => v, read = (v) => v, complaint = '', ...rest }) {
  const kept = query[name] || '';
  const [text, set] = useState(show(kept));
  useEffect(() => { if (read(text) !== kept) set(show(kept)); }, [kept]);
  useEffect(() => {
    const value = read(text);
    if (value === kept || value === undefined) return undefined;
    const timer = setTimeout(() => onChange({ [name]: value }), 350);
    return () => clearTimeout(timer);
  }, [text]);
  const wrong = read(text) === undefined;
  return html`<label class=${'filter' + (wrong ? ' wrong' : '')}><span>${label}</span><input value=${text} aria-invalid=${wrong ? 'true' : undefined}
    onInput=${(e) => set(e.target.value)} ...${rest} />${wrong && html`<small class="complaint" role="alert">${complaint}</small>`}</label>`;
}

// Amounts are asked in 亿元, as people say them, and sent in 万元. What is no amount yet is not sent.
const toWan = (text) => (text.trim() === '' ? '' : /^\d+(\.\d{1,4})?$/.test(text.trim()) ? String(Math.round(Number(text) * 10000)) : undefined);
const noAmount = () => t('不是金额，未按此筛选', 'no amount; not narrowed by it');
const toYi = (wan) => (wan === '' ? '' : String(Number(wan) / 10000));

export function Filters({ query, onChange, onClear }) {
  const common = { query, onChange };
  const any = Object.keys(query).some((k) => k !== 'sort');
  return html`<form class="filters" role="search" onSubmit=${(e) => e.preventDefault()}>
    <${Typed} ...${common} name="q" label=${t('查找', 'Search')} type="search" placeholder=${t('名称、编号、选址…', 'name, code, site…')} />
    ${!me().regionId && html`<${Choice} ...${common} name="regionId" label=${t('县（市、区）', 'County')} items=${reportingRegions().map((r) => [r.id, r.name])} />`}
    <${Choice} ...${common} name="stage" label=${t('阶段', 'Stage')} items=${options('stage')} />
    <${Choice} ...${common} name="light" label=${t('灯', 'Light')} items=${choices('light').map((c) => [c.code, shortWord('light', c.code)])} />
    <${Choice} ...${common} name="counts" label=${t('口径', 'Counts')} items=${[['true', t('计入', 'Counts')], ['false', t('储备', 'Reserve')]]} />
    <details class="more-filters" open=${['condition', 'channel', 'chain', 'industry', 'minInvestmentWan', 'maxInvestmentWan', 'archived'].some((k) => query[k])}>
      <summary>${t('更多条件', 'More')}</summary>
      <div class="filters-in">
      <${Choice} ...${common} name="condition" label=${t('状态', 'Condition')} items=${options('condition')} />
      <${Choice} ...${common} name="channel" label=${t('渠道', 'Channel')} items=${options('channel')} />
      <${Choice} ...${common} name="chain" label=${t('产业链', 'Chain')} items=${chains.map((c) => [c.id, named(c)])} />
      <${Typed} ...${common} name="industry" label=${t('行业代码', 'Industry code')} placeholder="C38" size="8" />
      <${Typed} ...${common} name="minInvestmentWan" label=${t('总投资不低于（亿元）', 'Investment from (¥100m)')} show=${toYi} read=${toWan} complaint=${noAmount()} inputmode="decimal" size="8" />
      <${Typed} ...${common} name="maxInvestmentWan" label=${t('不高于（亿元）', 'to (¥100m)')} show=${toYi} read=${toWan} complaint=${noAmount()} inputmode="decimal" size="8" />
      <${Choice} ...${common} name="archived" label=${t('归档', 'Archive')} items=${[['true', t('只看已归档', 'Archived only')]]} />
      </div></details>
    ${any && html`<button type="button" class="link" onClick=${onClear}>${t('清除条件', 'Clear')}</button>`}
  </form>`;
}
