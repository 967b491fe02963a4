// The small parts that every view is made of.
import { html, useEffect, useRef, useState } from './view.js';
import { t } from './i18n.js';
import { yi, wanText } from './format.js';
import { word, shortWord } from './vocabulary.js';

export const Loading = () => html`<p class="loading" role="status">${t('正在读取…', 'Loading…')}</p>`;

export const Empty = ({ children }) => html`<p class="empty">${children}</p>`;

// useSight brings what a refusal is about before the eyes and under the keyboard: the first field of the form that is complained about, else the sentence.
function useSight(problem, quiet) {
  const box = useRef();
  useEffect(() => {
    const form = problem && !quiet && box.current?.closest('form');
    if (!form) return;
    const target = form.querySelector('[aria-invalid="true"]') || form.querySelector('.wrong input, .wrong select, .wrong textarea, .wrong button') || box.current;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
  }, [problem]);
  return box;
}

// Fault shows a failure with its sentence and the number that the administrator can look it up by. Complaints about fields stand at their fields; those
// for which the form has none (others) are listed here. quiet leaves the keyboard where it is, for what fails while somebody types. onStale reads again what
// somebody else has changed meanwhile.
export function Fault({ problem, others = problem?.errors || [], retry, onStale, quiet }) {
  const box = useSight(problem, quiet);
  if (!problem) return null;
  return html`<div class="fault" role="alert" tabindex="-1" ref=${box}>
    <p>${problem.message}</p>
    ${others.length > 0 && html`<ul>${others.map((e) => html`<li>${e.detail} <span class="dim">${e.pointer}</span></li>`)}</ul>`}
    ${problem.requestId && html`<p class="dim small">${t('请求编号', 'Request id')} ${problem.requestId}</p>`}
    ${retry && ![403, 404].includes(problem.status) && html`<button type="button" class="plain" onClick=${retry}>${t('重试', 'Try again')}</button>`}
    ${onStale && problem.status === 412 && html`<button type="button" class="plain" onClick=${onStale}>${t('读取最新内容（已填写的保留）',
      'Read it again (what you typed stays)')}</button>`}
  </div>`;
}

// Conflict is the notice that somebody else was faster; whoever has just pressed a button elsewhere is led to it.
export function Conflict({ children }) {
  const box = useRef();
  useEffect(() => { box.current.focus({ preventScroll: true }); box.current.scrollIntoView({ block: 'center' }); }, []);
  return html`<div class="note warn" role="alert" tabindex="-1" ref=${box}>${children}</div>`;
}

// Loaded shows what useLoad has: the content, or why there is none. A place whose title comes with its content names itself by what failed (title, back).
export function Loaded({ from, title, back, children }) {
  if (from.data !== undefined) return html`${from.problem && html`<${Fault} problem=${from.problem} retry=${from.reload} />`}${children(from.data)}`;
  if (from.problem && title) return html`<${Page} title=${title} back=${back}><${Fault} problem=${from.problem} retry=${from.reload} /><//>`;
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

// Dialog uses the browser's own, which keeps the keyboard inside and closes on Escape. It begins at its first field, else at its first button.
export function Dialog({ title, onClose, children }) {
  const box = useRef();
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    (box.current.querySelector('input, select, textarea') || box.current.querySelector('footer button'))?.focus();
    return () => before?.focus?.();
  }, []);
  return html`<dialog ref=${box} aria-label=${title} onClose=${onClose} onCancel=${onClose}>
    <header><h2>${title}</h2><button type="button" class="icon" aria-label=${t('关闭', 'Close')} onClick=${onClose}>×</button></header>${children}</dialog>`;
}

// Confirm asks before what cannot be undone, where nothing is typed; what takes words is an act (acts.js). onConfirm() is awaited, and its failure is shown here.
export function Confirm({ title, text, action, onConfirm, onClose }) {
  const [state, set] = useState({ busy: false, problem: null });
  const run = async (event) => {
    event.preventDefault();
    set({ busy: true, problem: null });
    try {
      await onConfirm();
      onClose();
    } catch (problem) {
      set({ busy: false, problem });
    }
  };
  return html`<${Dialog} title=${title} onClose=${onClose}><form onSubmit=${run}>
    <p>${text}</p>
    <${Fault} problem=${state.problem} />
    <footer><button type="button" class="plain" onClick=${onClose}>${t('取消', 'Cancel')}</button>
    <button class="primary" disabled=${state.busy}>${state.busy ? t('请稍候…', 'Please wait…') : action}</button></footer>
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
