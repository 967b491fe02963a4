// The fields of an act as a table: [name, type, label, options]. Here is how each type is shown, and what it says to the server.
import { html } from './view.js';
import { t } from './i18n.js';
import { AreaField, CheckField, Field, NumberField, SelectField, TextField, asNumber, complaintsAt } from './fields.js';
import { CreditCodeField } from './enterprise.js';
import { tidy } from './creditcode.js';
import { Files } from './files.js';

const within = (name, pointer) => pointer === '/' + name || pointer.startsWith('/' + name + '/');

// collected shows the complaints about parts of a field, "/conditions/2", at the field itself.
const collected = (form, name) => ({ ...form, problem: form.problem && { errors: (form.problem.errors || []).map((e) => (within(name, e.pointer) ? { ...e, pointer: '/' + name } : e)) } });

// RowsEntry is a list whose every row has the same fields.
function RowsEntry({ name, label, form, required, fields, row, add, hint }) {
  const rows = form.value[name] || [];
  const put = (next) => form.set({ ...form.value, [name]: next });
  const at = (i) => ({ value: rows[i], set: (next) => put(rows.map((x, j) => (j === i ? next : x))), problem: form.problem
    && { errors: (form.problem.errors || []).filter((e) => e.pointer.startsWith(`/${name}/${i}/`)).map((e) => ({ ...e, pointer: e.pointer.slice(`/${name}/${i}`.length) })) } });
  return html`<${Field} ...${{ label, required, hint, complaints: complaintsAt(form.problem, '/' + name) }}>
    <ol class="entries">${rows.map((_, i) => html`<li key=${i}>${fields.map((f) => html`<${Entry} key=${f[0]} field=${f} form=${at(i)} />`)}
      <button type="button" class="link" onClick=${() => put(rows.filter((_, j) => j !== i))}>${t('移除', 'Remove')}</button></li>`)}</ol>
    <button type="button" class="plain" onClick=${() => put([...rows, row || {}])}>${add}</button><//>`;
}

// ManyEntry is any number of choices.
function ManyEntry({ name, label, form, options, hint }) {
  const chosen = form.value[name] || [];
  const toggle = (v) => form.set({ ...form.value, [name]: chosen.includes(v) ? chosen.filter((x) => x !== v) : [...chosen, v] });
  return html`<fieldset class=${'field many' + (complaintsAt(form.problem, '/' + name).length ? ' wrong' : '')}><legend>${label}</legend>
    ${options.map((o) => html`<label key=${o.value}><input type="checkbox" checked=${chosen.includes(o.value)} onChange=${() => toggle(o.value)} /> ${o.label}</label>`)}
    ${hint && html`<small class="hint">${hint}</small>`}
    ${complaintsAt(form.problem, '/' + name).map((text) => html`<small class="complaint" role="alert">${text}</small>`)}</fieldset>`;
}

const kinds = {
  text: TextField, creditCode: CreditCodeField, area: AreaField, number: NumberField, check: CheckField, select: SelectField, rows: RowsEntry,
  date: (p) => html`<${TextField} type="date" ...${p} />`,
  lines: (p) => html`<${AreaField} hint=${t('每行一项', 'one a line')} ...${p} form=${collected(p.form, p.name)} />`,
  many: (p) => html`<${ManyEntry} ...${p} form=${collected(p.form, p.name)} />`,
  files: (p) => html`<${Files} ...${p} form=${collected(p.form, p.name)} />`,
};

export function Entry({ field: [name, type, label, { when, ...options } = {}], form }) {
  if (when && !when(form.value)) return null;
  return html`<${kinds[type]} ...${{ name, label, form, ...options }} />`;
}

// shownAt says whether a field is the home of a complaint.
export const shownAt = ([name, type], pointer) => (['rows', 'lines', 'many', 'files'].includes(type) ? within(name, pointer) : pointer === '/' + name.replaceAll('.', '/'));

const saying = {
  number: asNumber,
  check: (v) => Boolean(v),
  creditCode: (v) => tidy(v || ''),
  lines: (v) => String(v || '').split('\n').map((x) => x.trim()).filter(Boolean),
  rows: (v, { fields }) => (v || []).map((row) => said(fields, row)),
  many: (v) => v || [],
  files: (v) => (v || []).map((f) => f.id),
};

// said is what the fields say: what was left empty, or is not asked under these circumstances, is not sent.
export function said(fields, value) {
  const out = {};
  for (const [name, type, , options = {}] of fields) {
    if (options.when && !options.when(value)) continue;
    const v = saying[type] ? saying[type](value[name], options) : String(value[name] ?? '').trim();
    if (v === '' || v === null || (Array.isArray(v) && v.length === 0 && !options.always)) continue;
    out[name] = v;
  }
  return out;
}

// The two fields that most acts have.
export const reasonField = (max = 2000) => ['reason', 'area', t('理由', 'Reason'), { required: true, max }];
export const noteField = (more = {}) => ['note', 'area', t('说明', 'Note'), { rows: 3, max: 2000, ...more }];
