// Form fields: each has its label, its hint and the server's complaint at its place.
import { html, useId } from './view.js';
import { t } from './i18n.js';
import { exactYi } from './format.js';

// complaintsAt gives the sentences for a field; "/problems" also takes those of "/problems/0/title" when nobody else shows them.
export const complaintsAt = (problem, pointer) => (problem?.errors || []).filter((e) => e.pointer === pointer).map((e) => e.detail);

// homeless are the complaints that no field of the form shows.
export const homeless = (problem, pointers) => (problem?.errors || []).filter((e) => !pointers.includes(e.pointer));

export function Field({ label, hint, required, complaints = [], wide, children, id }) {
  return html`<div class=${'field' + (wide ? ' wide' : '') + (complaints.length ? ' wrong' : '')}>
    <label for=${id}>${label}${required && html`<b class="must" title=${t('必填', 'required')} aria-hidden="true"> *</b>`}</label>
    ${children}
    ${hint && html`<small class="hint">${hint}</small>`}
    ${complaints.map((text) => html`<small class="complaint" role="alert">${text}</small>`)}
  </div>`;
}

// useField binds a field of a form: form is { value, set, problem }, name may be nested by dots ("enterprise.name"), pointer follows from it.
const pointerOf = (name) => '/' + name.replaceAll('.', '/');
export const read = (value, name) => name.split('.').reduce((v, k) => v?.[k], value);
export function write(value, name, next) {
  const [first, ...rest] = name.split('.');
  return { ...value, [first]: rest.length ? write(value[first] || {}, rest.join('.'), next) : next };
}

const bound = (form, name) => ({
  value: read(form.value, name) ?? '',
  complaints: [...complaintsAt(form.problem, pointerOf(name)), ...((form.remarks || []).filter((r) => r.pointer === pointerOf(name)).map((r) => t('退回意见：',
    'Remark: ') + r.detail))],
  put: (next) => form.set(write(form.value, name, next)),
});

export function TextField({ form, name, label, hint, required, wide, type = 'text', max, ...rest }) {
  const id = useId(), { value, complaints, put } = bound(form, name);
  return html`<${Field} ...${{ label, hint, required, wide, complaints, id }}>
    <input id=${id} type=${type} maxlength=${max} value=${value} required=${required} disabled=${form.locked} aria-invalid=${complaints.length > 0}
      onInput=${(e) => put(e.target.value)} ...${rest} /><//>`;
}

export function AreaField({ form, name, label, hint, required, rows = 4, max }) {
  const id = useId(), { value, complaints, put } = bound(form, name);
  return html`<${Field} wide ...${{ label, hint, required, complaints, id }}>
    <textarea id=${id} rows=${rows} maxlength=${max} value=${value} disabled=${form.locked} aria-invalid=${complaints.length > 0} onInput=${(e) => put(e.target.value)}>
      </textarea><//>`;
}

// NumberField keeps what was typed as text: a number is made of it when it is sent, so that "12." does not jump while it is typed.
export function NumberField({ form, name, label, hint, required, unit, money, onTyped }) {
  const id = useId(), { value, complaints, put } = bound(form, name);
  const n = asNumber(value);
  const said = (money && inYi(n)) || hint;
  return html`<${Field} ...${{ label, hint: said, required, complaints, id }}>
    <div class="with-unit"><input id=${id} class="num" inputmode="decimal" autocomplete="off" value=${value} disabled=${form.locked} aria-invalid=${complaints.length > 0}
      onInput=${(e) => { put(e.target.value); onTyped?.(e.target.value); }} /><span>${unit}</span></div><//>`;
}

// inYi says an amount of 万元 as people speak of it. Decimals are a sign that 亿元 were typed: money is whole 万元 here.
function inYi(n) {
  if (typeof n !== 'number') return '';
  if (Number.isInteger(n)) return t(`= ${exactYi(n)} 亿元`, `= ${exactYi(n)} ¥100m`);
  return t(`请填整数万元；${n} 亿元应填 ${Math.round(n * 10000)}`, `whole 万元, please; ${n} 亿元 is ${Math.round(n * 10000)}`);
}

// asNumber reads what was typed: full-width digits and commas are as good as any. What is no number stays text, and the server says so at the field.
export function asNumber(text) {
  if (typeof text === 'number') return text;
  const plain = String(text ?? '').normalize('NFKC').replace(/[,\s]/g, '');
  if (plain === '') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : plain;
}

export function SelectField({ form, name, label, hint, required, options, empty = '—', wide }) {
  const id = useId(), { value, complaints, put } = bound(form, name);
  return html`<${Field} ...${{ label, hint, required, wide, complaints, id }}>
    <select id=${id} value=${value} disabled=${form.locked} aria-invalid=${complaints.length > 0} onChange=${(e) => put(e.target.value)}>
      ${empty !== null && html`<option value="">${empty}</option>`}
      ${options.map((o) => html`<option value=${o.value} key=${o.value}>${o.label}</option>`)}</select><//>`;
}

export function CheckField({ form, name, label, hint }) {
  const id = useId(), { value, complaints, put } = bound(form, name);
  return html`<div class=${'field check' + (complaints.length ? ' wrong' : '')}>
    <input id=${id} type="checkbox" checked=${Boolean(value)} disabled=${form.locked} onChange=${(e) => put(e.target.checked)} />
    <label for=${id}>${label}</label>${hint && html`<small class="hint">${hint}</small>`}${complaints.map((text) => html`<small class="complaint"
      role="alert">${text}</small>`)}</div>`;
}

export const optionsOf = (rows, label) => rows.map((r) => ({ value: r.id ?? r.code, label: label(r) }));
