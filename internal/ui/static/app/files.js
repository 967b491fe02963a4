// Files of a project that go with an act. They go up at once, so that a refused act never has to send them again; the act names them.
import { html, useRef, useState } from './view.js';
import { t } from './i18n.js';
import { post, url } from './api.js';
import { Field, complaintsAt } from './fields.js';

const largest = 20 << 20;
const accepted = '.pdf,.jpg,.jpeg,.png,.webp,.heic,.docx,.xlsx,.pptx,.txt,.csv';
export const fileKinds = () => t('PDF、图片、docx、xlsx、pptx、txt、csv，单个不超过 20 MB', 'PDF, images, docx, xlsx, pptx, txt or csv, up to 20 MB each');

const refusal = (message) => Object.assign(new Error(message), { status: 422, errors: [] });

async function send(projectId, file) {
  if (file.size === 0) throw refusal(t('空文件。', 'The file is empty.'));
  if (file.size > largest) throw refusal(t('超过 20 MB。', 'It is larger than 20 MB.'));
  const body = new FormData();
  body.append('file', file);
  return post(`/projects/${projectId}/attachments`, body);
}

// why is what is wrong with a file; what is no fault of the file may be tried again.
const why = (file, problem) => ({ file, again: problem.status === 0 || problem.status >= 500,
  text: (problem.errors || []).map((e) => e.detail).join(' ') || problem.message });

// useUploads sends files one after the other, each for itself: one that is refused does not hold back the others. keep takes what was stored.
function useUploads(projectId, keep) {
  const [state, set] = useState({ at: '', failed: [] });
  const upload = async (files, before = []) => {
    const failed = [...before];
    for (const file of files) {
      set({ at: file.name, failed: [...failed] });
      try {
        keep(await send(projectId, file));
      } catch (problem) {
        failed.push(why(file, problem));
      }
    }
    set({ at: '', failed });
  };
  const again = (one) => upload([one.file], state.failed.filter((f) => f !== one));
  return { ...state, upload, again };
}

// Uploading is the button, with the files that could not be taken below it.
export function Uploading({ projectId, keep, onBusy, children }) {
  const { at, failed, upload, again } = useUploads(projectId, keep);
  const choose = async (event) => {
    const files = [...event.target.files];
    event.target.value = '';
    onBusy?.(true);
    await upload(files);
    onBusy?.(false);
  };
  return html`<div class="actions"><label class="button plain file">${at ? t(`正在上传“${at}”…`, `Uploading ${at}…`) : t('上传文件', 'Upload files')}<input type="file" multiple
      accept=${accepted} disabled=${Boolean(at)} onChange=${choose} /></label>${children}</div>
    ${failed.length > 0 && html`<ul class="plain-list" role="alert">${failed.map((f) => html`<li class="complaint">${t(`“${f.file.name}”没有上传：`,
      `${f.file.name} was not uploaded: `)}${f.text} ${f.again && html`<button type="button" class="link" onClick=${() => again(f)}>${t('重试', 'Try again')}</button>`}</li>`)}</ul>`}`;
}

export function Files({ name, label, form, projectId, hint }) {
  const latest = useRef(form);
  latest.current = form;
  const files = form.value[name] || [];
  const put = (next) => {
    const value = { ...latest.current.value, [name]: next };
    latest.current = { ...latest.current, value }; // the next file may be there before the form is drawn again
    latest.current.set(value);
  };
  return html`<${Field} ...${{ label, hint: hint || fileKinds(), complaints: complaintsAt(form.problem, '/' + name) }}>
    <ul class="plain-list">${files.map((f) => html`<li key=${f.id}>
      ${f.name} <button type="button" class="link" onClick=${() => put(files.filter((x) => x.id !== f.id))}>${t('移除',
      'Remove')}</button></li>`)}</ul>
    <${Uploading} projectId=${projectId} keep=${(kept) => put([...(latest.current.value[name] || []), { id: kept.id, name: kept.name }])} /><//>`;
}

// FileLinks shows files that an act named.
export const FileLinks = ({ ids }) => (ids?.length ? html`<span class="small">
  ${ids.map((id, i) => html` <a key=${id} href=${url(`/attachments/${id}/content`)} download>${t('附件',
  'file')} ${i + 1}</a>`)}</span>` : null);
