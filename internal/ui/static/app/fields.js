// Form fields: each has its label, its hint and the server's complaint at its place.
import { html, useId } from './view.js';
import { t } from './i18n.js';
import { exactYi } from './format.js';

// complaintsAt gives the sentences for a field; "/problems" also takes those of "/problems/0/title" when nobody else shows them.
export const complaintsAt = (problem, pointer) => (problem?.errors || []).filter((e) => e.pointer === pointer).map((e) => e.detail);

// homeless are the complaints that no field of the form shows; a list shows those about its rows.
export const homeless = (problem, pointers) => (problem?.errors || []).filter((e) => !pointers.some((p) => e.pointer === p || e.pointer.startsWith(p + '/')));

// tied tells the browser, and so a screen reader, which hint and which complaints belong to a field. A remark of the city is read out, too, but refuses nothing.
const tied = (id, { hint, complaints = [], remarks = [] }) => ({ id, 'aria-invalid': complaints.length > 0 ? 'true' : undefined,
  'aria-describedby': [hint && id + '-hint', (complaints.length || remarks.length) && id + '-said'].filter(Boolean).join(' ') || undefined });

const marked = ({ complaints, remarks }) => (complaints.length ? ' wrong' : remarks.length ? ' remarked' : '');

const Said = ({ id, complaints = [], remarks = [] }) => html`<span id=${id && id + '-said'}>${[...complaints, ...remarks].map((text) => html`<small class="complaint"
  role="alert">${text}</small>`)}</span>`;

export function Field({ label, hint, required, complaints = [], remarks = [], wide, children, id }) {
  return html`<div class=${'field' + (wide ? ' wide' : '') + marked({ complaints, remarks })}>
    <label for=${id}>${label}${required && html`<b class="must" title=${t('必填', 'required')} aria-hidden="true"> *</b>`}</label>
    ${children}
    ${hint && html`<small class="hint" id=${id && id + '-hint'}>${hint}</small>`}
    <${Said} ...${{ id, complaints, remarks }} />
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
  complaints: complaintsAt(form.problem, pointerOf(name)),
  remarks: complaintsAt({ errors: form.remarks }, pointerOf(name)).map((text) => t('退回意见：', 'Remark: ') + text),
  put: (next) => form.set(write(form.value, name, next)),
});

export function TextField({ form, name, label, hint, required, wide, type = 'text', max, ...rest }) {
  const id = useId(), { value, put, ...said } = bound(form, name);
  return html`<${Field} ...${{ label, hint, required, wide, ...said, id }}>
    <input ...${tied(id, { hint, ...said })} type=${type} maxlength=${max} value=${value} required=${required} disabled=${form.locked}
      onInput=${(e) => put(e.target.value)} ...${rest} /><//>`;
}

export function AreaField({ form, name, label, hint, required, rows = 4, max }) {
  const id = useId(), { value, put, ...said } = bound(form, name);
  return html`<${Field} wide ...${{ label, hint, required, ...said, id }}>
    <textarea ...${tied(id, { hint, ...said })} rows=${rows} maxlength=${max} value=${value} required=${required} disabled=${form.locked}
      onInput=${(e) => put(e.target.value)}></textarea><//>`;
}

// NumberField keeps what was typed as text: a number is made of it when it is sent, so that "12." does not jump while it is typed.
export function NumberField({ form, name, label, hint, required, unit, money, onTyped }) {
  const id = useId(), { value, put, ...said } = bound(form, name);
  const shown = (money && inYi(asNumber(value))) || hint;
  return html`<${Field} ...${{ label, hint: shown, required, ...said, id }}>
    <div class="with-unit"><input ...${tied(id, { hint: shown, ...said })} class="num" inputmode="decimal" autocomplete="off" value=${value} required=${required}
      disabled=${form.locked} onInput=${(e) => { put(e.target.value); onTyped?.(e.target.value); }} /><span>${unit}</span></div><//>`;
}

// inYi says an amount of 万元 as people speak of it. Decimals are a sign that 亿元 were typed: money is whole 万元 here.
function inYi(n) {
  if (typeof n !== 'number') return '';
  if (Number.isInteger(n)) return t(`= ${exactYi(n)} 亿元`, `= ¥${exactYi(n)} × 100m`);
  return t(`请填整数万元；${n} 亿元应填 ${Math.round(n * 10000)}`, `whole ¥10k, please; ¥${n} × 100m is ${Math.round(n * 10000)}`);
}

// asNumber reads what was typed: full-width digits and commas are as good as any. What is no number stays text, and the server says so at the field.
export function asNumber(text) {
  if (typeof text === 'number') return text;
  const plain = String(text ?? '').normalize('NFKC').replace(/[,\s]/g, '');
  if (plain === '') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : plain;
}

export function SelectField({ form, name, label, hint, required, options, empty = '—', wide }) {
  const id = useId(), { value, put, ...said } = bound(form, name);
  return html`<${Field} ...${{ label, hint, required, wide, ...said, id }}>
    <select ...${tied(id, { hint, ...said })} value=${value} required=${required} disabled=${form.locked} onChange=${(e) => put(e.target.value)}>
      ${empty !== null && html`<option value="">${empty}</option>`}
      ${options.map((o) => html`<option value=${o.value} key=${o.value}>${o.label}</option>`)}</select><//>`;
}

export function CheckField({ form, name, label, hint }) {
  const id = useId(), { value, put, ...said } = bound(form, name);
  return html`<div class=${'field check' + marked(said)}>
    <input ...${tied(id, { hint, ...said })} type="checkbox" checked=${Boolean(value)} disabled=${form.locked} onChange=${(e) => put(e.target.checked)} />
    <label for=${id}>${label}</label>${hint && html`<small class="hint" id=${id + '-hint'}>${hint}</small>`}<${Said} ...${{ id, ...said }} /></div>`;
}

export const optionsOf = (rows, label) => rows.map((r) => ({ value: r.id ?? r.code, label: label(r) }));
