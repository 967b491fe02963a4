// The small parts that every view is made of.
import { html, useEffect, useRef, useState } from './view.js';
import { t } from './i18n.js';
import { yi, wanText } from './format.js';
import { word, shortWord } from './vocabulary.js';

export const Loading = () => html`<p class="loading" role="status">${t('正在读取…', 'Loading…')}</p>`;

export const Empty = ({ children }) => html`<p class="empty">${children}</p>`;

// Fault shows a failure with its sentence and the number that the administrator can look it up by. Complaints about fields stand at their fields; those
// for which the form has none (others) are listed here.
export function Fault({ problem, others = problem?.errors || [], retry }) {
  if (!problem) return null;
  return html`<div class="fault" role="alert">
    <p>${problem.message}</p>
    ${others.length > 0 && html`<ul>${others.map((e) => html`<li>${e.detail} <span class="dim">${e.pointer}</span></li>`)}</ul>`}
    ${problem.requestId && html`<p class="dim small">${t('请求编号', 'Request id')} ${problem.requestId}</p>`}
    ${retry && html`<button type="button" class="plain" onClick=${retry}>${t('重试', 'Try again')}</button>`}
  </div>`;
}

// Loaded shows what useLoad has: the content, or why there is none.
export function Loaded({ from, children }) {
  if (from.data !== undefined) return html`${from.problem && html`<${Fault} problem=${from.problem} retry=${from.reload} />`}${children(from.data)}`;
  if (from.problem) return html`<${Fault} problem=${from.problem} retry=${from.reload} />`;
  return html`<${Loading} />`;
}

// Amount is money in 亿元 with the exact 万元 behind it.
export const Amount = ({ wan }) => html`<span class="num" title=${wanText(wan)}>${yi(wan)}</span>`;

const lampShape = { green: 'M6 1.500A4.500 4.500 0 1 1 6 10.500A4.500 4.500 0 1 1 6 1.500', yellow: 'M6 1L11 10.500H1Z', red: 'M2 2H10V10H2Z' };

// Lamp tells the light by colour, shape and word.
export const Lamp = ({ light, reason }) => html`<span class=${'lamp ' + light} title=${reason || word('light', light)}>
  <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><path d=${lampShape[light] || ''} /></svg>${shortWord('light', light)}</span>`;

export const Tag = ({ kind = '', children, title }) => html`<span class=${'tag ' + kind} title=${title}>${children}</span>`;

const stateKind = {
  good: 'accepted verified closed published done concluded fulfilled approved used', bad: 'rejected missing failed refused',
  info: 'submitted reported open running requested prechecked diligence decided agreed disbursing assigned resolved', warn: 'returned suspended recalled raised reopened',
};
const kindOf = (code) => Object.keys(stateKind).find((kind) => stateKind[kind].split(' ').includes(code)) || '';
export const State = ({ list, code }) => html`<${Tag} kind=${kindOf(code)}>${code === 'missing' ? t('未填报', 'Missing') : word(list, code)}<//>`;

export function Page({ title, back, actions, children }) {
  useEffect(() => { document.title = title + ' · ' + t('招引', 'zhaoyin'); }, [title]);
  return html`<section class="page">
    <header class="page-head">
      <div>${back && html`<a class="back" href=${back.href}>‹ ${back.text}</a>`}<h1>${title}</h1></div>
      ${actions && html`<div class="actions">${actions}</div>`}
    </header>${children}</section>`;
}

export const Panel = ({ title, actions, kind = '', children }) => html`<section class=${'panel ' + kind}>
  ${(title || actions) && html`<header><h2>${title}</h2><div class="actions">${actions}</div></header>`}${children}</section>`;

// Dialog uses the browser's own, which keeps the keyboard inside and closes on Escape.
export function Dialog({ title, onClose, children }) {
  const box = useRef();
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${box} aria-label=${title} onClose=${onClose} onCancel=${onClose}>
    <header><h2>${title}</h2><button type="button" class="icon" aria-label=${t('关闭', 'Close')} onClick=${onClose}>×</button></header>${children}</dialog>`;
}

// Confirm asks before what cannot be undone; with reason it wants one in words. onConfirm(reason) is awaited, and its failure is shown here.
export function Confirm({ title, text, action, reason, danger, onConfirm, onClose, children }) {
  const [words, setWords] = useState('');
  const [state, set] = useState({ busy: false, problem: null });
  const run = async (event) => {
    event.preventDefault();
    set({ busy: true, problem: null });
    try {
      await onConfirm(words.trim());
      onClose();
    } catch (problem) {
      set({ busy: false, problem });
    }
  };
  return html`<${Dialog} title=${title} onClose=${onClose}><form onSubmit=${run}>
    ${text && html`<p>${text}</p>`}${children}
    ${reason && html`<label class="field"><span>${reason}</span><textarea required rows="3" value=${words} onInput=${(e) => setWords(e.target.value)}>
      </textarea></label>`}
    <${Fault} problem=${state.problem} />
    <footer><button type="button" class="plain" onClick=${onClose}>${t('取消', 'Cancel')}</button>
    <button class=${danger ? 'danger' : 'primary'} disabled=${state.busy}>${state.busy ? t('请稍候…', 'Please wait…') : action}</button></footer>
  </form><//>`;
}

// Tabs are links to ?tab=, so that a tab can be sent to somebody.
export const Tabs = ({ tabs, active, path }) => html`<nav class="tabs" aria-label=${t('分页', 'Tabs')}>${tabs.map(([key, label]) => html`
  <a href=${path + '?tab=' + key} class=${key === active ? 'active' : ''} aria-current=${key === active ? 'page' : undefined}>${label}</a>`)}</nav>`;

// Bar is a share drawn as a line; its words stand beside it for those who cannot see it.
export const Bar = ({ part, whole, kind = '' }) => html`<svg class=${'bar ' + kind} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
  <rect width="100" height="6" class="bar-back" /><rect width=${whole > 0 ? Math.min(100, (100 * part) / whole) : 0} height="6" class="bar-front" /></svg>`;

export function Toast({ text }) {
  return text ? html`<p class="toast" role="status">${text}</p>` : null;
}
