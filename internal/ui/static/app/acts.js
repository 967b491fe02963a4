// What can be done with a row: a button for each thing offered, and a form that is made of the fields that it names.
// An act is { key, label, path, fields } and, where it is not the usual: text, about (more than a text), title, verb (of the button that does it), kind of
// button, method, initial values, body(typed), versionless, onDone.
// It sends what the fields say to path with the row's version; target(typed) is for those whose address depends on what is typed. What is typed is a draft until
// it is done.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { request } from './api.js';
import { useAct } from './load.js';
import { useDraft } from './drafts.js';
import { Dialog, Fault } from './parts.js';
import { Entry, said, shownAt } from './entries.js';

// An edit (a PATCH of its fields) keeps what it began from: it sends only what was changed, and a draft of last week does not write over what others have
// saved since.
const edits = (act) => act.method === 'PATCH' && !act.body;
const begun = (act, row) => ({ ...act.initial, ...(edits(act) ? { base: { version: row.version, values: act.initial } } : {}) });
const differs = (a, b) => JSON.stringify(a ?? '') !== JSON.stringify(b ?? '');
const changed = (now, before) => Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => differs(now[name], before[name]))
  .map((name) => [name, now[name] ?? null]));

function whatToSend(act, value, row) {
  const typed = said(act.fields, value);
  const { path, version } = act.target ? act.target(typed) : { path: act.path, version: act.versionless ? undefined : row?.version };
  if (edits(act)) return { path, version: value.base.version, body: changed(typed, said(act.fields, value.base.values)) };
  return { path, version, body: act.body ? act.body(typed) : typed };
}

export function ActDialog({ act, row, onDone, onClose, onStale }) {
  const [value, set, draft] = useDraft(`${act.path}.${act.key}`, begun(act, row));
  const run = useAct();
  const form = { value, set, problem: run.problem };
  const [reading, setReading] = useState(false); // the latest version is on its way
  useEffect(() => {
    if (!reading) return;
    setReading(false);
    const { base, ...typed } = value;
    if (edits(act)) set({ ...begun(act, row), ...changed(typed, base.values) });
  }, [row]);
  const readAgain = () => { setReading(true); run.clear(); onStale(); };
  const submit = (event) => {
    event.preventDefault();
    run.run(async () => {
      const { path, version, body } = whatToSend(act, value, row);
      const idle = edits(act) && Object.keys(body).length === 0;
      const answer = idle ? {} : await request(act.method || 'POST', path, body, { version });
      draft.forget();
      if (idle) onClose();
      else onDone(answer.data);
    });
  };
  const others = (run.problem?.errors || []).filter((e) => !act.fields.some((f) => shownAt(f, e.pointer)));
  return html`<${Dialog} title=${act.title || act.label} onClose=${onClose}><form onSubmit=${submit} novalidate>
    ${act.text && html`<p>${act.text}</p>`}${act.about}
    ${draft.restored && html`<p class="note small">${t('已恢复上次未提交的内容。', 'What you had typed is back.')} <button type="button" class="link"
      onClick=${() => draft.forget(begun(act, row))}>${t('清空', 'Clear')}</button></p>`}
    ${act.fields.map((f) => html`<${Entry} key=${f[0]} field=${f} form=${form} />`)}
    <${Fault} problem=${run.problem} others=${others} onStale=${readAgain} />
    <footer><button type="button" class="plain" onClick=${onClose}>${t('取消', 'Cancel')}</button>
      <button class=${act.kind === 'danger' || act.danger ? 'danger' : 'primary'} disabled=${run.busy || reading}>${run.busy || reading ? t('请稍候…', 'Please wait…') : act.verb || act.label}</button></footer>
  </form><//>`;
}

// Acts shows the buttons; onDone(answer) follows a deed that was done, onStale reads the row again.
export function Acts({ acts, row, onDone, onStale = onDone }) {
  const [open, setOpen] = useState('');
  const offered = acts.filter(Boolean);
  const act = offered.find((a) => a.key === open);
  const done = (answer) => { setOpen(''); (act.onDone || onDone)(answer); };
  return html`${offered.length > 0 && html`<p class="actions">${offered.map((a) => html`<button type="button" key=${a.key} class=${a.kind || 'plain'}
      onClick=${() => setOpen(a.key)}>${a.label}</button>`)}</p>`}
    ${act && html`<${ActDialog} key=${act.key} act=${act} row=${row} onDone=${done} onStale=${() => onStale()} onClose=${() => setOpen('')} />`}`;
}
