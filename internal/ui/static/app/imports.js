// Bringing in a sheet: upload it for a trial run first, read the report, then apply.
import { html, useState } from './view.js';
import { t, lang } from './i18n.js';
import { get, post, url } from './api.js';
import { useAct, useLoad } from './load.js';
import { go } from './router.js';
import { may } from './may.js';
import { instant } from './format.js';
import { Empty, Fault, Loaded, Page, Panel, Tag } from './parts.js';
import { keepFile } from './importfile.js';
import { ImportOptions, noOptions, queryOf } from './importoptions.js';

function Upload() {
  const [file, setFile] = useState(null);
  const [options, setOptions] = useState(noOptions);
  const act = useAct();
  const run = (event) => {
    event.preventDefault();
    act.run(async () => {
      const body = new FormData();
      body.append('file', file);
      const made = await post('/imports', body, { query: { kind: 'projects', dryRun: 'true', ...queryOf(options) } });
      keepFile(made.id, file, options);
      go('/imports/' + made.id);
    });
  };
  const drop = (event) => { event.preventDefault(); setFile(event.dataTransfer.files[0] || null); act.clear(); };
  return html`<${Panel} title=${t('导入项目台账', 'Import projects')} actions=${html`<a class="button plain"
    href=${url('/imports/templates/projects.xlsx')} download>${t('下载模板', 'Template')}</a>`}>
    <form onSubmit=${run}><label class="dropzone" onDragOver=${(e) => e.preventDefault()} onDrop=${drop}>
      <input type="file" accept=".xlsx,.csv,.tsv,.txt" onChange=${(e) => { setFile(e.target.files[0] || null); act.clear(); }} />
      <span>${file ? file.name : t('选择或拖入 .xlsx、.csv、.tsv 文件（不超过 20 MB）', 'Choose or drop an .xlsx, .csv or .tsv file (20 MB at most)')}</span></label>
      <p class="small dim">${t('先试运行：逐行逐列检查，不改动任何数据；确认报告后再正式导入。同一文件导入两次不会重复。',
        'A trial run first: every row and column is checked and nothing is changed. The same file twice changes nothing.')}</p>
      <${ImportOptions} form=${{ value: options, set: setOptions, problem: act.problem }} />
      <${Fault} problem=${act.problem} />
      <div class="form-end"><button class="primary" disabled=${!file || act.busy}>${act.busy ? t('正在检查…', 'Checking…') : t('试运行', 'Trial run')}</button>
        </div></form><//>`;
}

const importStates = () => ({ previewed: [t('试运行', 'trial'), ''], applied: [t('已正式导入', 'applied'), 'good'], refused: [t('有错误，未导入', 'refused'), 'bad'] });
export const ImportState = ({ state }) => html`<${Tag} kind=${importStates()[state]?.[1] || ''}>${importStates()[state]?.[0] || state}<//>`;

export function Imports() {
  const list = useLoad((signal) => get('/imports', { limit: 50 }, signal), [lang]);
  return html`<${Page} title=${t('导入', 'Imports')}>${may('import.run') && html`<${Upload} />`}
    <${Panel} title=${t('最近的导入', 'Recent imports')}>
      <${Loaded} from=${list}>${({ items }) => (items.length === 0 ? html`<${Empty}>${t('还没有导入过。', 'Nothing has been imported.')}<//>` : html`<div class="scroll">
      <table class="list cards"><thead><tr><th>${t('文件', 'File')}</th><th>${t('结果', 'State')}</th><th class="num">${t('行数', 'Rows')}</th>
      <th class="num">${t('错误', 'Errors')}</th><th>${t('时间', 'When')}</th></tr></thead>
      <tbody>${items.map((i) => html`<tr key=${i.id}><td data-label=${t('文件', 'File')}><a href=${'/imports/' + i.id}>${i.fileName}</a></td>
        <td data-label=${t('结果', 'State')}><${ImportState} state=${i.state} /></td>
        <td class="num" data-label=${t('行数', 'Rows')}>${i.report?.total?.rows ?? '—'}</td>
          <td class="num" data-label=${t('错误', 'Errors')}>${i.report?.total?.error ?? '—'}</td>
          <td data-label=${t('时间', 'When')}>${instant(i.createdAt)} ${i.createdBy}</td></tr>`)}</tbody></table></div>`)}<//><//><//>`;
}
