// Reporting a milestone with its evidence. Files go up at once, so that a failed report never has to send them again; their names stay in the draft.
import { html, useRef } from './view.js';
import { t } from './i18n.js';
import { post } from './api.js';
import { useAct } from './load.js';
import { useDraft } from './drafts.js';
import { today } from './format.js';
import { choices, named } from './vocabulary.js';
import { Fault } from './parts.js';
import { AreaField, Field, SelectField, TextField, homeless, optionsOf } from './fields.js';

// wanted is the evidence that each kind is judged by, as the server's gates name it.
const wanted = { signed: ['agreement'], landed: ['businessLicence', 'landContract', 'lease'], started: ['constructionPermit', 'sitePhoto'],
  completed: ['acceptance'], producing: ['output', 'tax'] };
const order = ['signed', 'landed', 'started', 'completed', 'producing'];
const largest = 20 << 20;

function EvidenceRow({ row, index, form, onChange, onRemove }) {
  const said = (form.problem?.errors || []).filter((e) => e.pointer.startsWith(`/evidence/${index}`)).map((e) => e.detail);
  return html`<li class="evidence"><select aria-label=${t('材料类型', 'Kind')} value=${row.kind} onChange=${(e) => onChange({ ...row, kind: e.target.value })}>
      ${choices('evidenceKind').map((c) => html`<option value=${c.code} key=${c.code}>${named(c)}</option>`)}</select>
    <input aria-label=${t('名称', 'Title')} placeholder=${t('名称', 'Title')} value=${row.title || ''} maxlength="200"
      onInput=${(e) => onChange({ ...row, title: e.target.value })} />
    <input aria-label=${t('文号、编号', 'Number')} placeholder=${t('文号、编号', 'Number')} value=${row.number || ''} maxlength="100"
      onInput=${(e) => onChange({ ...row, number: e.target.value })} />
    <span class="small">${row.attachmentId ? t('已上传', 'uploaded') : t('无文件', 'no file')}</span>
    <button type="button" class="link" onClick=${onRemove}>${t('移除', 'Remove')}</button>
    ${said.map((s) => html`<small class="complaint" role="alert">${s}</small>`)}</li>`;
}

export function ReportMilestone({ project, onDone, onClose }) {
  const next = order[order.indexOf(project.stage) + 1] || 'producing';
  const [value, set, draft] = useDraft('milestone.' + project.id, { kind: next, occurredOn: today(), note: '', evidence: [] });
  const latest = useRef(value);
  latest.current = value;
  const act = useAct(), up = useAct();
  const form = { value, set, problem: act.problem };
  const put = (evidence) => set({ ...latest.current, evidence });
  const add = (row) => put([...latest.current.evidence, row]);
  const kindFor = () => wanted[latest.current.kind].find((k) => !latest.current.evidence.some((e) => e.kind === k)) || 'other';
  const upload = (event) => {
    const files = [...event.target.files];
    event.target.value = '';
    up.run(async () => {
      for (const file of files) {
        if (file.size > largest) throw Object.assign(new Error(t(`“${file.name}”超过 20 MB，不能上传。`, `${file.name} is larger than 20 MB.`)), { errors: [] });
        const body = new FormData();
        body.append('file', file);
        const kept = await post(`/projects/${project.id}/attachments`, body);
        add({ attachmentId: kept.id, kind: kindFor(), title: kept.name });
      }
    });
  };
  const submit = (event) => {
    event.preventDefault();
    act.run(async () => {
      const evidence = value.evidence.map((e) => Object.fromEntries(Object.entries(e).filter(([, v]) => v)));
      await post(`/projects/${project.id}/milestones`, { kind: value.kind, occurredOn: value.occurredOn, note: value.note.trim() || undefined, evidence });
      draft.forget();
      onDone();
    });
  };
  return html`<form class="inset" onSubmit=${submit} novalidate><div class="grid">
      <${SelectField} form=${form} name="kind" label=${t('节点', 'Milestone')} empty=${null} options=${optionsOf(choices('milestoneKind'), named)} />
      <${TextField} form=${form} name="occurredOn" label=${t('发生日期', 'Happened on')} type="date" required max=${today()} />
      <${AreaField} form=${form} name="note" label=${t('说明', 'Note')} rows=${2} max="2000" /></div>
    <${Field} label=${t('证明材料', 'Evidence')} hint=${t('本节点一般需要：',
      'Usually wanted: ') + wanted[value.kind].map((k) => named(choices('evidenceKind').find((c) => c.code === k) || { code: k })).join(t('、', ', ')) + t('。PDF、图片、docx、xlsx、txt，单个不超过 20 MB；也可只填文号。', '. PDF, images, docx, xlsx or txt up to 20 MB each; or only the number.')}>
      <ul class="evidences">${value.evidence.map((row, i) => html`<${EvidenceRow} key=${i} ...${{ row, index: i, form }}
        onChange=${(r) => put(value.evidence.map((x, j) => (j === i ? r : x)))} onRemove=${() => put(value.evidence.filter((_, j) => j !== i))} />`)}</ul>
      <div class="actions"><label class="button plain file">${up.busy ? t('正在上传…', 'Uploading…') : t('上传文件', 'Upload files')}<input type="file" multiple
        accept=".pdf,.jpg,.jpeg,.png,.webp,.heic,.docx,.xlsx,.pptx,.txt,.csv" disabled=${up.busy} onChange=${upload} />
        </label>
      <button type="button" class="plain" onClick=${() => add({ kind: kindFor() })}>${t('只填文号', 'Number only')}</button></div><//>
    <${Fault} problem=${up.problem} />
    <${Fault} problem=${act.problem} others=${homeless(act.problem, ['/kind', '/occurredOn', '/note']).filter((e) => !e.pointer.startsWith('/evidence/'))} />
    <div class="form-end"><button class="primary" disabled=${act.busy || up.busy}>${act.busy ? t('正在报送…', 'Reporting…') : t('报送', 'Report')}</button>
      <button type="button" class="plain" onClick=${onClose}>${t('收起', 'Close')}</button></div></form>`;
}
