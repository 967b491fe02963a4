// Reporting a milestone with its evidence. Files go up at once, so that a failed report never has to send them again; their names stay in the draft.
import { html, useRef, useState } from './view.js';
import { t } from './i18n.js';
import { patch, post } from './api.js';
import { useAct } from './load.js';
import { useDraft } from './drafts.js';
import { today } from './format.js';
import { fileKinds, Uploading } from './files.js';
import { choices, named } from './vocabulary.js';
import { Fault } from './parts.js';
import { AreaField, Field, SelectField, TextField, homeless, optionsOf } from './fields.js';

// wanted is the evidence that each kind is judged by, as the server's gates name it.
const wanted = { signed: ['agreement'], landed: ['businessLicence', 'landContract', 'lease'], started: ['constructionPermit', 'sitePhoto'],
  completed: ['acceptance'], producing: ['output', 'tax'] };
const order = ['signed', 'landed', 'started', 'completed', 'producing'];

function EvidenceRow({ row, index, form, onChange, onRemove }) {
  const said = (form.problem?.errors || []).filter((e) => e.pointer.startsWith(`/evidence/${index}`)).map((e) => e.detail);
  return html`<li class=${'evidence' + (said.length ? ' wrong' : '')}><select aria-label=${t('材料类型', 'Kind')} value=${row.kind} onChange=${(e) => onChange({ ...row, kind: e.target.value })}>
      ${choices('evidenceKind').map((c) => html`<option value=${c.code} key=${c.code}>${named(c)}</option>`)}</select>
    <input aria-label=${t('名称', 'Title')} placeholder=${t('名称', 'Title')} value=${row.title || ''} maxlength="200"
      onInput=${(e) => onChange({ ...row, title: e.target.value })} />
    <input aria-label=${t('文号、编号', 'Number')} placeholder=${t('文号、编号', 'Number')} value=${row.number || ''} maxlength="100"
      onInput=${(e) => onChange({ ...row, number: e.target.value })} />
    <span class="small">${row.attachmentId ? t('已上传', 'uploaded') : t('无文件', 'no file')}</span>
    <button type="button" class="link" onClick=${onRemove}>${t('移除', 'Remove')}</button>
    ${said.map((s) => html`<small class="complaint" role="alert">${s}</small>`)}</li>`;
}

// ReportMilestone reports a new milestone, or corrects one that the city has not judged yet.
export function ReportMilestone({ project, milestone, onDone, onClose }) {
  const next = order[order.indexOf(project.stage) + 1] || 'producing';
  const begun = milestone ? { kind: milestone.kind, occurredOn: milestone.occurredOn, note: milestone.note || '', evidence: milestone.evidence || [] }
    : { kind: next, occurredOn: today(), note: '', evidence: [] };
  const [value, set, draft] = useDraft('milestone.' + (milestone ? milestone.id + '.' + milestone.version : project.id), begun);
  const latest = useRef(value);
  latest.current = value;
  const act = useAct();
  const [sending, setSending] = useState(false);
  const form = { value, set, problem: act.problem };
  const put = (evidence) => {
    latest.current = { ...latest.current, evidence }; // the next file may be there before the form is drawn again
    set(latest.current);
  };
  const add = (row) => put([...latest.current.evidence, row]);
  const kindFor = () => wanted[latest.current.kind].find((k) => !latest.current.evidence.some((e) => e.kind === k)) || 'other';
  const submit = (event) => {
    event.preventDefault();
    act.run(async () => {
      const evidence = value.evidence.map((e) => Object.fromEntries(Object.entries(e).filter(([, v]) => v)));
      const path = `/projects/${project.id}/milestones`, note = value.note.trim();
      if (milestone) await patch(path + '/' + milestone.id, { occurredOn: value.occurredOn, note, evidence }, milestone.version);
      else await post(path, { kind: value.kind, occurredOn: value.occurredOn, note: note || undefined, evidence });
      draft.forget();
      onDone();
    });
  };
  return html`<form class="inset" onSubmit=${submit} novalidate><div class="grid">
      <${SelectField} form=${{ ...form, locked: Boolean(milestone) }} name="kind" label=${t('节点', 'Milestone')} empty=${null} options=${optionsOf(choices('milestoneKind'), named)} />
      <${TextField} form=${form} name="occurredOn" label=${t('发生日期', 'Happened on')} type="date" required max=${today()} />
      <${AreaField} form=${form} name="note" label=${t('说明', 'Note')} rows=${2} max="2000" /></div>
    <${Field} label=${t('证明材料', 'Evidence')} hint=${t('本节点一般需要：',
      'Usually wanted: ') + wanted[value.kind].map((k) => named(choices('evidenceKind').find((c) => c.code === k) || { code: k })).join(t('、', ', ')) + t('。', '. ') + fileKinds() + t('；也可只填文号。', '; or only the number.')}>
      <ul class="evidences">${value.evidence.map((row, i) => html`<${EvidenceRow} key=${i} ...${{ row, index: i, form }}
        onChange=${(r) => put(value.evidence.map((x, j) => (j === i ? r : x)))} onRemove=${() => put(value.evidence.filter((_, j) => j !== i))} />`)}</ul>
      <${Uploading} projectId=${project.id} onBusy=${setSending} keep=${(kept) => add({ attachmentId: kept.id, kind: kindFor(), title: kept.name })}>
        <button type="button" class="plain" onClick=${() => add({ kind: kindFor() })}>${t('只填文号', 'Number only')}</button><//><//>
    <${Fault} problem=${act.problem} others=${homeless(act.problem, ['/kind', '/occurredOn', '/note', '/evidence'])} />
    <div class="form-end"><button class="primary" disabled=${act.busy || sending}>${act.busy ? t('正在报送…', 'Reporting…')
      : milestone ? t('保存更正', 'Save the correction') : t('报送', 'Report')}</button>
      <button type="button" class="plain" onClick=${onClose}>${t('收起', 'Close')}</button></div></form>`;
}
