// Files of a project that go with an act. They go up at once; the act names them.
import { html, useRef } from './view.js';
import { t } from './i18n.js';
import { post, url } from './api.js';
import { useAct } from './load.js';
import { Fault } from './parts.js';
import { Field, complaintsAt } from './fields.js';

const largest = 20 << 20;

export function Files({ name, label, form, projectId, hint }) {
  const latest = useRef(form);
  latest.current = form;
  const up = useAct();
  const files = form.value[name] || [];
  const put = (next) => latest.current.set({ ...latest.current.value, [name]: next });
  const upload = (event) => {
    const chosen = [...event.target.files];
    event.target.value = '';
    up.run(async () => {
      for (const file of chosen) {
        if (file.size > largest) throw Object.assign(new Error(t(`“${file.name}”超过 20 MB，不能上传。`, `${file.name} is larger than 20 MB.`)), { errors: [] });
        const body = new FormData();
        body.append('file', file);
        const kept = await post(`/projects/${projectId}/attachments`, body);
        put([...(latest.current.value[name] || []), { id: kept.id, name: kept.name }]);
      }
    });
  };
  return html`<${Field} ...${{ label, hint, complaints: complaintsAt(form.problem, '/' + name) }}>
    <ul class="plain-list">${files.map((f) => html`<li key=${f.id}>
      ${f.name} <button type="button" class="link" onClick=${() => put(files.filter((x) => x.id !== f.id))}>${t('移除',
      'Remove')}</button></li>`)}</ul>
    <label class="button plain file">${up.busy ? t('正在上传…', 'Uploading…') : t('上传文件', 'Upload files')}<input type="file" multiple disabled=${up.busy} onChange=${upload} /></label>
    <${Fault} problem=${up.problem} /><//>`;
}

// FileLinks shows files that an act named.
export const FileLinks = ({ ids }) => (ids?.length ? html`<span class="small">
  ${ids.map((id, i) => html` <a key=${id} href=${url(`/attachments/${id}/content`)} download>${t('附件',
  'file')} ${i + 1}</a>`)}</span>` : null);
