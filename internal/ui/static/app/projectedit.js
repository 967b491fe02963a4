// Amending a project: only what has changed is sent (merge patch). When somebody else was faster (412), what was typed stays and the other version is shown
// beside it, field by field.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { get, patch } from './api.js';
import { useAct } from './load.js';
import { useDraft } from './drafts.js';
import { Conflict, Fault, Toast } from './parts.js';
import { AreaField, TextField, asNumber, homeless } from './fields.js';
import { me } from './session.js';
import { ProjectFields, labelOf, numbers, pointers, shown, texts } from './projectfields.js';
import { sharesOf } from './shares.js';
import { instant } from './format.js';

const asForm = (p) => ({ ...Object.fromEntries([...texts, ...numbers].map((n) => [n, p[n] ?? ''])), creditShares: p.creditShares || [] });
const same = (a, b) => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

// amendment compares the form with the version that it began from.
function amendment(value, base) {
  const out = {};
  for (const name of texts) if ((value[name] ?? '').trim() !== (base[name] ?? '')) out[name] = value[name].trim() === '' ? null : value[name].trim();
  for (const name of numbers) { const n = asNumber(value[name]); if (n !== (base[name] ?? null)) out[name] = n; }
  const shares = sharesOf(value);
  if (!same(shares, sharesOf(base))) out.creditShares = shares.length ? shares : null;
  return out;
}

function Differences({ rows, onTake }) {
  return html`<div class="scroll"><table class="list"><thead><tr><th>${t('字段', 'Field')}</th><th>${t('我填写的', 'Mine')}</th>
    <th>${t('对方保存的', 'Theirs')}</th><th>${t('操作', 'Choose')}</th></tr></thead><tbody>
    ${rows.map(([name, mine, theirs]) => html`<tr key=${name}><td>${labelOf(name)}</td><td>${shown(name, mine)}</td><td>${shown(name, theirs)}</td>
      <td><button type="button" class="link" onClick=${() => onTake(name, theirs)}>${t('采用对方的', 'take theirs')}</button></td></tr>`)}</tbody></table></div>`;
}

export function EditProject({ project, onSaved, onClose }) {
  // The draft remembers the version that it began from: a draft that is opened again days later must not overwrite what others saved meanwhile.
  const [value, set, draft] = useDraft('project.' + project.id, { ...asForm(project), base: project });
  const [other, setOther] = useState(null);
  const act = useAct();
  const base = value.base;
  const form = { value, set, problem: act.problem };
  const save = (event) => {
    event.preventDefault();
    act.run(async () => {
      const body = amendment(value, base);
      if (Object.keys(body).length === 0) { draft.forget(); onClose(); return; }
      if (value.confirmed) body.confirmed = true;
      if (value.reason?.trim()) body.reason = value.reason.trim();
      if (value.duplicateReason?.trim()) body.duplicateReason = value.duplicateReason.trim();
      try {
        const saved = await patch('/projects/' + project.id, body, base.version);
        draft.forget();
        onSaved(saved);
      } catch (problem) {
        if (problem.status === 412) setOther(await get('/projects/' + project.id));
        throw problem;
      }
    });
  };
  // A conflict is a field that both have changed, and not to the same.
  const mine = other ? Object.entries(amendment(value, base)).filter(([n, v]) => !same(other[n], v) && !same(other[n], base[n])) : [];
  const rows = mine.map(([name, v]) => [name, v, other[name]]);
  // Going on with mine: the other version becomes the base, so the fields that I did not touch keep what the other one saved.
  const rebase = () => {
    const changed = amendment(value, base);
    set({ ...value, ...asForm(other), ...Object.fromEntries(Object.entries(changed).map(([n, v]) => [n, v ?? ''])), base: other });
    setOther(null);
    act.clear();
  };
  return html`<form class="panel" onSubmit=${save} novalidate>
    ${draft.restored && html`<${Toast} text=${t('已恢复上次未保存的修改。', 'Restored your unsaved changes.')} />`}
    ${other && html`<${Conflict}>
      <p><b>${t(`此项目已被 ${other.updatedBy} 于 ${instant(other.updatedAt)} 修改。您填写的内容仍在。`,
        `Changed by ${other.updatedBy} at ${instant(other.updatedAt)}. What you typed is still here.`)}</b>
      </p>
      ${rows.length ? html`<${Differences} rows=${rows} onTake=${(n, v) => set({ ...value, [n]: v ?? '' })} />`
        : html`<p>${t('与您修改的字段没有冲突。', 'It does not touch your fields.')}</p>`}
      <p><button type="button" class="primary" onClick=${rebase}>${t('以对方的版本为基础，保留我的修改', 'Go on from theirs with my changes')}</button></p><//>`}
    <${ProjectFields} form=${form} early=${project.stage === 'lead'} />
    <fieldset><legend>${t('更正', 'Correction')}</legend><div class="grid">
      <${TextField} form=${form} name="reason" label=${t('修改理由', 'Reason')} wide max="500"
        hint=${t('影响已关账月份的数据时，将作为“更正”的说明', 'given as the note of a restatement when a closed month is concerned')} />
        </div></fieldset>
    ${act.problem?.code === 'project.duplicate' && me().role === 'secretariat' && html`<fieldset><legend>${t('裁定', 'Decision')}</legend>
      <${AreaField} form=${form} name="duplicateReason" label=${t('准予并存的理由', 'Why both may stand')} rows=${2} max="500" /></fieldset>`}
    ${!other && html`<${Fault} problem=${act.problem} others=${homeless(act.problem, pointers)} />`}
    <div class="form-end"><button class="primary" disabled=${act.busy || other}>${act.busy ? t('正在保存…', 'Saving…') : t('保存', 'Save')}</button>
      <button type="button" class="plain" onClick=${onClose}>${t('收起', 'Close')}</button>
      <button type="button" class="link" onClick=${() => { draft.forget({ ...asForm(project), base: project }); setOther(null); act.clear(); onClose(); }}>${t('放弃修改', 'Discard changes')}</button>
        </div>
  </form>`;
}
