// The words of the papers: drafted from the figures, edited by the secretariat. Numbers are not edited here; they come from the month's rows.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { get, put } from './api.js';
import { useAct, useLoad } from './load.js';
import { useDraft } from './drafts.js';
import { may } from './may.js';
import { instant } from './format.js';
import { choices, named } from './vocabulary.js';
import { Conflict, Fault, Loaded, Panel, Toast } from './parts.js';
import { AreaField, homeless } from './fields.js';

function Section({ month, section, onSaved }) {
  const kept = { text: section.text || '', version: section.version || 0 };
  const [value, set, draft] = useDraft(`section.${month}.${section.key}`, kept);
  const [theirs, setTheirs] = useState(null);
  const act = useAct();
  const path = `/meetings/${month}/sections`;
  const form = { value, set, problem: act.problem };
  const changed = value.text !== kept.text;
  const save = (event) => {
    event.preventDefault();
    act.run(async () => {
      try {
        const saved = await put(`${path}/${section.key}`, { text: value.text }, { version: value.version || undefined });
        draft.forget({ text: saved.text, version: saved.version });
        onSaved();
      } catch (problem) {
        if ([412, 428].includes(problem.status)) setTheirs((await get(path)).items.find((s) => s.section === section.key) || { text: '', version: 0 });
        throw problem;
      }
    });
  };
  const settle = (next) => { set(next); setTheirs(null); act.clear(); onSaved(); };
  const take = () => { draft.forget({ text: theirs.text, version: theirs.version }); settle({ text: theirs.text, version: theirs.version }); };
  return html`<form class="section-edit" onSubmit=${save}>
    ${draft.restored && changed && html`<${Toast} text=${t('已恢复上次未保存的文字。', 'Restored what was typed before.')} />`}
    <${AreaField} form=${form} name="text" label=${t('补充文字', 'Words')} rows=${6}
      hint=${section.updatedAt ? t(`${section.updatedBy} 于 ${instant(section.updatedAt)} 修改`,
      `${section.updatedBy}, ${instant(section.updatedAt)}`) : t('留空则只有自动起草的文字', 'left empty, the drafted text stands alone')} />
    ${theirs ? html`<${Conflict}><p>${t(`${theirs.updatedBy || '他人'} 刚刚保存了此节，您的文字仍在。对方的文字：`,
        `${theirs.updatedBy || 'Somebody else'} has just saved this section; your text is still here. Theirs:`)}</p>
      <p class="small drafted">${theirs.text || t('（空）', '(empty)')}</p>
      <p class="actions"><button type="button" class="plain" onClick=${take}>${t('采用对方的版本', 'Take theirs')}</button> <button type="button" class="plain"
        onClick=${() => settle({ ...value, version: theirs.version })}>${t('以我的为准', 'Keep mine')}</button></p><//>`
      : html`<${Fault} problem=${act.problem} others=${homeless(act.problem, ['/text'])} />`}
    <div class="form-end"><button class="primary" disabled=${act.busy || !changed || theirs}>${t('保存', 'Save')}</button>
      ${changed && !theirs && html`<button type="button" class="link" onClick=${() => draft.forget(kept)}>${t('放弃修改', 'Discard')}</button>`}</div>
        </form>`;
}

// written are the sections of this paper that take words of the secretariat's own.
const written = ['notice', 'overview', 'regions', 'projects', 'issues'];

export function Sections({ meeting }) {
  const list = useLoad((signal) => get(`/meetings/${meeting.month}/sections`, {}, signal), [meeting.month]);
  const editable = may('meeting.edit') && meeting.state === 'open';
  return html`<p class="note">${t('材料中的数字由本月数据自动写成，不能在此修改；这里只补充文字。', 'The numbers of the papers come from the rows and are not edited here; these are words beside them.')}
      ${meeting.state !== 'open' && t('本月已关账，文字已冻结。', ' The month is closed, its words are frozen.')}</p>
    <${Loaded} from=${list}>${({ items }) => choices('section').filter((c) => written.includes(c.code)).map((c) => {
      const section = { key: c.code, ...items.find((s) => s.section === c.code) };
      return html`<${Panel} key=${c.code} title=${named(c)}>
        ${editable ? html`<${Section} month=${meeting.month} section=${section} onSaved=${list.reload} />`
          : html`<p class="drafted">${section.text || t('（没有补充文字）', '(none)')}</p>`}<//>`;
    })}<//>`;
}
