// What needs coordination: each problem of the month may become an issue.
import { html } from './view.js';
import { t } from './i18n.js';
import { choices, named } from './vocabulary.js';

// filled are the rows that are sent: one that was added and left empty says nothing.
export const filled = (rows) => rows.filter((r) => r.title.trim() || r.detail.trim());

function Row({ row, index, form, onChange, onRemove }) {
  const here = (x) => x.pointer === '/problems' + '/' + index || x.pointer.startsWith('/problems/' + index + '/');
  const wrong = (form.problem?.errors || []).filter(here).map((e) => e.detail);
  const said = [...wrong, ...(form.remarks || []).filter(here).map((r) => t('退回意见：', 'Remark: ') + r.detail)];
  return html`<li class=${'problem' + (wrong.length ? ' wrong' : said.length ? ' remarked' : '')}>
    <select aria-label=${t('类别', 'Kind')} value=${row.kind} disabled=${form.locked}
      onChange=${(e) => onChange({ ...row, kind: e.target.value })}>${choices('issueKind').map((c) => html`<option value=${c.code}
      key=${c.code}>${named(c)}</option>`)}</select>
    <input aria-label=${t('问题', 'Problem')} placeholder=${t('问题（一句话）', 'the problem in a sentence')} value=${row.title} maxlength="100" disabled=${form.locked}
      onInput=${(e) => onChange({ ...row, title: e.target.value })} />
    <button type="button" class="link" disabled=${form.locked} onClick=${onRemove}>${t('移除', 'Remove')}</button>
    <textarea aria-label=${t('详情', 'Detail')} placeholder=${t('详情、需要谁协调、希望何时解决', 'detail, who is needed, by when')} rows="2" value=${row.detail}
      disabled=${form.locked} onInput=${(e) => onChange({ ...row, detail: e.target.value })}>
      </textarea>
    ${said.map((s) => html`<small class="complaint" role="alert">${s}</small>`)}</li>`;
}

export function Problems({ form }) {
  const rows = form.value.problems || [];
  const sent = filled(rows);
  const put = (problems) => form.set({ ...form.value, problems });
  const said = (form.problem?.errors || []).filter((e) => e.pointer === '/problems').map((e) => e.detail).concat((form.remarks || []).filter((r) => r.pointer === '/problems').map((r) => t('退回意见：', 'Remark: ') + r.detail));
  return html`<fieldset><legend>${t('需协调的问题', 'Problems that need coordination')}</legend>
    ${rows.length === 0 && html`<p class="dim small">${t('没有需要协调的问题。', 'None.')}</p>`}
    <ul class="problems">${rows.map((row, i) => html`<${Row} key=${i} ...${{ row, index: sent.indexOf(row), form }}
      onChange=${(r) => put(rows.map((x, j) => (j === i ? r : x)))} onRemove=${() => put(rows.filter((_, j) => j !== i))} />`)}</ul>
    ${said.map((s) => html`<small class="complaint" role="alert">${s}</small>`)}
    <button type="button" class="plain" disabled=${form.locked || rows.length >= 20}
      onClick=${() => put([...rows, { kind: 'land', title: '', detail: '' }])}>${t('添加问题', 'Add a problem')}</button>
      </fieldset>`;
}
