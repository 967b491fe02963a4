// What can be done with a row: a button for each thing offered, and a form that is made of the fields that it names.
// An act is { key, label, path, fields } and, where it is not the usual: text, title, kind of button, method, initial values, body(typed), versionless.
// It sends what the fields say to path with the row's version; target(typed) is for those whose address depends on what is typed.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { request } from './api.js';
import { useAct } from './load.js';
import { useDraft } from './drafts.js';
import { Dialog, Fault } from './parts.js';
import { Entry, said, shownAt } from './entries.js';

// stale is an answer to an older version of the row: the text stays, the row is read again.
const stale = (problem) => problem?.code === 'stale';

function ActForm({ act, row, onDone, onClose, onStale }) {
  const [value, set, draft] = useDraft(`${act.path}.${act.key}`, act.initial || {});
  const run = useAct();
  const form = { value, set, problem: run.problem };
  const submit = (event) => {
    event.preventDefault();
    run.run(async () => {
      const typed = said(act.fields, value);
      const { path, version } = act.target ? act.target(typed) : { path: act.path, version: act.versionless ? undefined : row?.version };
      const answer = await request(act.method || 'POST', path, act.body ? act.body(typed) : typed, { version });
      draft.forget();
      onDone(answer.data);
    });
  };
  const others = (run.problem?.errors || []).filter((e) => !act.fields.some((f) => shownAt(f, e.pointer)));
  return html`<${Dialog} title=${act.title || act.label} onClose=${onClose}><form onSubmit=${submit} novalidate>
    ${act.text && html`<p>${act.text}</p>`}
    ${draft.restored && html`<p class="note small">${t('已恢复上次未提交的内容。', 'What you had typed is back.')} <button type="button" class="link"
      onClick=${() => draft.forget(act.initial || {})}>${t('清空', 'Clear')}</button></p>`}
    ${act.fields.map((f) => html`<${Entry} key=${f[0]} field=${f} form=${form} />`)}
    <${Fault} problem=${run.problem} others=${others} />
    ${stale(run.problem) && html`<p><button type="button" class="plain" onClick=${() => { run.clear(); onStale(); }}>${t('读取最新内容（已填写的保留）',
      'Read it again (what you typed stays)')}</button></p>`}
    <footer><button type="button" class="plain" onClick=${onClose}>${t('取消', 'Cancel')}</button>
      <button class=${act.kind === 'danger' ? 'danger' : 'primary'} disabled=${run.busy}>${run.busy ? t('请稍候…', 'Please wait…') : act.label}</button></footer>
  </form><//>`;
}

// Acts shows the buttons; onDone(answer) follows a deed that was done, onStale reads the row again.
export function Acts({ acts, row, onDone, onStale = onDone }) {
  const [open, setOpen] = useState('');
  const offered = acts.filter(Boolean);
  const act = offered.find((a) => a.key === open);
  const done = (answer) => { setOpen(''); onDone(answer); };
  return html`${offered.length > 0 && html`<p class="actions">${offered.map((a) => html`<button type="button" key=${a.key} class=${a.kind || 'plain'}
      onClick=${() => setOpen(a.key)}>${a.label}</button>`)}</p>`}
    ${act && html`<${ActForm} key=${act.key} act=${act} row=${row} onDone=${done} onStale=${() => onStale()} onClose=${() => setOpen('')} />`}`;
}
