// The papers of a month: make them for the city or for one county, watch the work, fetch the files.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { all, get, post, url } from './api.js';
import { useAct, useLoad } from './load.js';
import { may } from './may.js';
import { me } from './session.js';
import { instant, size } from './format.js';
import { choices, named, region, reportingRegions } from './vocabulary.js';
import { Empty, Fault, Loaded, Panel, State } from './parts.js';

// offered are the formats that this server makes; others of the vocabulary may come later.
const offered = ['docx', 'xlsx', 'html'];
const working = (p) => p.state === 'queued' || p.state === 'running';

function Make({ meeting, onMade }) {
  const own = me().regionId;
  const [regionId, setRegion] = useState(own || '');
  const [formats, setFormats] = useState(offered);
  const act = useAct();
  const toggle = (f) => setFormats((old) => (old.includes(f) ? old.filter((x) => x !== f) : [...old, f]));
  const submit = (event) => {
    event.preventDefault();
    act.run(async () => onMade(await post(`/meetings/${meeting.month}/packs`, { formats, ...(regionId ? { regionId } : {}) })));
  };
  return html`<form class="inline-form" onSubmit=${submit}>
    ${!own && html`<label class="inline">${t('范围', 'For')} <select value=${regionId} onChange=${(e) => setRegion(e.target.value)}>
      <option value="">${t('全市', 'The city')}</option>${reportingRegions().map((r) => html`<option value=${r.id} key=${r.id}>${r.name}</option>`)}</select>
      </label>`}
    <fieldset class="inline"><legend class="sr">${t('格式',
      'Formats')}</legend>${choices('packFormat').filter((c) => offered.includes(c.code)).map((c) => html`<label class="inline" key=${c.code}>
      <input type="checkbox" checked=${formats.includes(c.code)} onChange=${() => toggle(c.code)} /> ${named(c)}</label>`)}</fieldset>
    <button class="primary" disabled=${act.busy || formats.length === 0}>${act.busy ? t('正在提交…', 'Sending…') : t('生成材料', 'Make the papers')}</button>
    <${Fault} problem=${act.problem} /></form>
    ${meeting.state === 'open' && html`<p class="small dim">${t('本月尚未关账，材料按当前数据生成并标注“未关账”。',
      'The month is open: the papers are made from the figures as they are now and marked provisional.')}</p>`}`;
}

const Pack = ({ pack }) => html`<tr><td data-label=${t('范围', 'For')}>${pack.regionId ? region(pack.regionId) : t('全市', 'The city')}</td>
  <td data-label=${t('状态', 'State')}><${State} list="jobState" code=${pack.state} />
    ${working(pack) && html` <progress max="100" value=${pack.progress || 0}>${pack.progress || 0}%</progress>`}${pack.failure
      && html`<small class="complaint">${pack.failure}</small>`}</td>
  <td data-label=${t('文件', 'Files')}>${pack.files?.map((f) => html`<div key=${f.name}>
    <a href=${url(`/packs/${pack.id}/files/${encodeURIComponent(f.name)}`)} download>${f.name}</a> <small class="dim" title=${'SHA-256 ' + f.sha256}>${size(f.bytes)}</small>
    </div>`)}</td>
  <td data-label=${t('依据', 'From')}>${pack.snapshotVersion ? t(`快照第 ${pack.snapshotVersion} 版`, `snapshot ${pack.snapshotVersion}`) : t('未关账数据', 'open figures')}</td>
    <td data-label=${t('生成', 'Made')}>${instant(pack.createdAt)} ${pack.createdBy}</td></tr>`;

export function Packs({ meeting }) {
  const list = useLoad(() => all(`/meetings/${meeting.month}/packs`), [meeting.month]);
  // While one is being made its row is asked for again, more slowly the longer it takes.
  useEffect(() => {
    const open = (list.data || []).filter(working);
    if (open.length === 0) return undefined;
    let wait = 600, timer, stopped = false;
    const look = async () => {
      const now = await Promise.all(open.map((p) => get('/packs/' + p.id).catch(() => p)));
      if (stopped) return;
      if (now.some((p, i) => p.state !== open[i].state || p.progress !== open[i].progress)) { list.put(list.data.map((p) => now.find((n) => n.id === p.id) || p)); return; }
      wait = Math.min(5000, wait * 1.5);
      timer = setTimeout(look, wait);
    };
    timer = setTimeout(look, wait);
    return () => { stopped = true; clearTimeout(timer); };
  }, [list.data]);
  const made = (pack) => list.put([pack, ...(list.data || []).filter((p) => p.id !== pack.id)]);
  return html`<${Panel} title=${t('汇报材料', 'Papers')}>${may('pack.create') && html`<${Make} meeting=${meeting} onMade=${made} />`}
    <${Loaded} from=${list}>${(items) => (items.length === 0 ? html`<${Empty}>${t('本月还没有生成材料。', 'No papers have been made.')}<//>` : html`<div class="scroll">
      <table class="list cards"><thead><tr><th>${t('范围', 'For')}</th><th>${t('状态', 'State')}</th><th>${t('文件', 'Files')}</th>
      <th>${t('依据', 'From')}</th><th>${t('生成', 'Made')}</th></tr></thead>
      <tbody>${items.map((p) => html`<${Pack} key=${p.id} pack=${p} />`)}</tbody></table></div>`)}<//><//>`;
}
