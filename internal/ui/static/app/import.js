// The report of one import, row by row and cell by cell.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { useLoad } from './load.js';
import { go } from './router.js';
import { may } from './may.js';
import { instant } from './format.js';
import { region } from './vocabulary.js';
import { Confirm, Empty, Loaded, Page, Panel, Tag } from './parts.js';
import { keepFile, keptFor } from './importfile.js';
import { ImportOptions, noOptions, queryOf } from './importoptions.js';
import { ImportState } from './imports.js';

const outcomes = () => ({ create: [t('新增', 'new'), 'good'], update: [t('更新', 'update'), 'info'], unchanged: [t('无变化', 'unchanged'), ''], skip: [t('跳过',
  'skipped'), ''], error: [t('错误', 'error'), 'bad'] });
const step = 200;

const Message = ({ m }) => html`<li class=${m.severity === 'error' ? 'bad-text' : 'warn-text'}>${m.column && html`<b>${m.column} ${t('列', '')}</b> `}${m.text}
  ${m.original && html` <span class="dim">${t('原文：', 'was: ')}“${m.original}”</span>`}${m.taken && html` <span class="dim">→ ${m.taken}</span>`}</li>`;

const Change = ({ c }) => html`<li><b>${c.label}</b>${t('：', ': ')}<span class="dim">${c.before || t('（空）', '(empty)')}</span> → ${c.after}</li>`;

// Row names the project that the row matches or has become, and says what it changes there.
const Row = ({ r, words }) => html`<tr><td class="num" data-label=${t('行', 'Row')}>${r.row}</td>
  <td data-label=${t('结果', 'Outcome')}><${Tag} kind=${words[r.outcome]?.[1] || ''}>${words[r.outcome]?.[0] || '—'}<//></td>
  <td data-label=${t('项目', 'Project')}>${r.projectId ? html`<a href=${'/projects/' + r.projectId}>${r.name}</a> <small class="under nowrap">${r.code}</small>` : r.name || '—'}</td>
  <td data-label=${t('县（市、区）', 'County')}>${r.regionId ? region(r.regionId) : '—'}</td>
  <td data-label=${t('说明', 'Notes')}>${r.changes?.length > 0 && html`<ul class="messages">${r.changes.map((c) => html`<${Change} c=${c} />`)}</ul>`}
    ${r.messages?.length > 0 && html`<ul class="messages">${r.messages.map((m) => html`<${Message} m=${m} />`)}</ul>`}</td></tr>`;

function Rows({ report }) {
  const [only, setOnly] = useState(report.total.error ? 'error' : report.total.warnings ? 'warning' : '');
  const [shown, setShown] = useState(step);
  useEffect(() => setShown(step), [only]);
  const words = outcomes();
  const rows = report.rows.filter((r) => (only === '' ? true : only === 'warning' ? r.outcome !== 'error' && r.messages?.length : r.outcome === only));
  const filter = html`<label class="inline">${t('只看', 'Show')} <select value=${only} onChange=${(e) => setOnly(e.target.value)}>
    <option value="">${t('全部', 'all')}</option><option value="warning">${t('有提示', 'with notes')}</option>
    ${Object.entries(words).map(([k, [label]]) => html`<option value=${k} key=${k}>${label}（${report.total[k] ?? 0}）</option>`)}</select></label>`;
  return html`<${Panel} title=${t('逐行结果', 'Row by row')} actions=${filter}>${rows.length === 0 ? html`<${Empty}>${t('没有这样的行。', 'No such row.')}<//>`
    : html`<div class="scroll">
    <table class="list cards"><thead><tr><th class="num">${t('行', 'Row')}</th><th>${t('结果', 'Outcome')}</th><th>${t('项目', 'Project')}</th>
    <th>${t('县（市、区）', 'County')}</th><th>${t('说明', 'Notes')}</th></tr></thead>
    <tbody>${rows.slice(0, shown).map((r) => html`<${Row} key=${r.row} r=${r} words=${words} />`)}</tbody></table></div>
    ${rows.length > shown && html`<p class="more">
      <button type="button" class="plain" onClick=${() => setShown(shown + step)}>${t(`再显示（还有 ${rows.length - shown} 行）`, `more (${rows.length - shown} left)`)}</button>
      </p>`}`}<//>`;
}

// Apply sends the same file again, this time for good. All or nothing is the safe choice; row by row leaves the wrong rows out.
function Apply({ made }) {
  const [file, setFile] = useState(keptFor(made.id).file);
  const [options, setOptions] = useState(keptFor(made.id).options || noOptions);
  const [mode, setMode] = useState('all');
  const [asking, setAsking] = useState(false);
  const total = made.report.total;
  const run = async () => {
    const body = new FormData();
    body.append('file', file);
    const done = await post('/imports', body, { query: { kind: made.kind, dryRun: 'false', mode, ...queryOf(options) } });
    keepFile(done.id, file, options);
    go('/imports/' + done.id);
  };
  const possible = mode === 'rows' ? total.create + total.update > 0 : total.error === 0 && total.create + total.update > 0;
  return html`<${Panel} title=${t('正式导入', 'Apply')} kind="accent">
    <p>${t(`将新增 ${total.create} 个、更新 ${total.update} 个，${total.unchanged} 个无变化。`,
      `${total.create} new, ${total.update} updated, ${total.unchanged} unchanged.`)}${total.error > 0 && html` <b class="bad-text">${t(`${total.error} 行有错误。`,
      `${total.error} rows are wrong.`)}</b>`}</p>
    ${!file && html`<label class="field"><span>${t('请再次选择同一个文件', 'Choose the same file again')}：${made.fileName}</span>
      <input type="file" accept=".xlsx,.csv,.tsv,.txt" onChange=${(e) => setFile(e.target.files[0] || null)} /></label>`}
    <label class="inline"><input type="radio" name="mode" checked=${mode === 'all'} onChange=${() => setMode('all')} /> ${t('全部正确才导入', 'all or nothing')}</label>
    <label class="inline"><input type="radio" name="mode" checked=${mode === 'rows'} onChange=${() => setMode('rows')} /> ${t('导入正确的行，错误的行留待修改',
      'the right rows only')}</label>
    ${!keptFor(made.id).options && html`<${ImportOptions} form=${{ value: options, set: setOptions }} />`}
    <div class="form-end"><button type="button" class="primary" disabled=${!file || !possible} onClick=${() => setAsking(true)}>${t('正式导入', 'Apply')}</button>
      ${mode === 'all' && total.error > 0 && html`<span class="small dim">${t('有错误的行，请改好文件后重新试运行，或选择只导入正确的行。',
        'Mend the file and try again, or take the right rows only.')}</span>`}</div>
    ${asking && html`<${Confirm} title=${t('正式导入', 'Apply')} action=${t('导入', 'Import')}
      text=${t('导入后项目即登记在册，不能整批撤销。', 'The projects are registered; the batch cannot be undone.')} onConfirm=${run} onClose=${() => setAsking(false)} />`}<//>`;
}

export function ImportPage({ id }) {
  const made = useLoad((signal) => get('/imports/' + id, {}, signal), [id]);
  return html`<${Page} title=${t('导入报告', 'Import report')} back=${{ href: '/imports', text: t('导入', 'Imports') }}><${Loaded} from=${made}>${(i) => html`
    <p class="headline"><b>${i.fileName}</b><${ImportState} state=${i.state} /><span>${instant(i.createdAt)} ${i.createdBy}</span></p>
    ${i.state === 'refused' && html`<p class="note warn">${t('文件中有错误的行，按“全部正确才导入”未作任何改动。', 'A row is wrong, so nothing was changed.')}</p>`}
    <div class="figures">${[['rows', t('行', 'rows')], ['create', t('新增', 'new')], ['update', t('更新', 'updated')], ['unchanged', t('无变化', 'unchanged')],
      ['skip', t('跳过', 'skipped')], ['warnings', t('有提示', 'with notes')], ['error', t('错误', 'wrong')]].map(([k, label]) => html`<div key=${k}
      class=${'figure' + (k === 'error' && i.report.total[k] ? ' bad' : '')}>
      <b>${i.report.total[k]}</b><span>${label}</span></div>`)}</div>
      ${i.report.messages?.map((m) => html`<p class="note warn small" key=${m.code}>${m.text}</p>`)}
      ${i.report.ignoredColumns?.length > 0 && html`<p
        class="note small">${t('未使用的列：', 'Columns not used: ')}${i.report.ignoredColumns.map((c) => `${c.column} ${c.heading}`).join(t('、', ', '))}</p>`}
      ${i.state === 'previewed' && may('import.run') && html`<${Apply} made=${i} />`}<${Rows} report=${i.report} />`}<//><//>`;
}
