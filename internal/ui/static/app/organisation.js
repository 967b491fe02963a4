// Regions, departments and chains: names, order, and whether they still take part.
import { html, useState } from './view.js';
import { t } from './i18n.js';
import { get, patch } from './api.js';
import { useAct, useLoad } from './load.js';
import { may } from './may.js';
import { loadVocabulary, regionShort, word } from './vocabulary.js';
import { Dialog, Fault, Loaded, Panel, Tag } from './parts.js';
import { CheckField, NumberField, TextField, asNumber, homeless } from './fields.js';

const titles = () => ({ regions: t('县（市、区）', 'Regions'), departments: t('部门', 'Departments'), chains: t('产业链', 'Chains') });
const textsOf = (kind) => (kind === 'chains' ? [['zh', t('名称', 'Name')], ['en', t('英文名称', 'English name')]] : [['name', t('名称', 'Name')],
  ['shortName', t('简称', 'Short name')]]);

function Edit({ kind, row, onDone, onClose }) {
  const [value, set] = useState({ ...row });
  const act = useAct();
  const form = { value, set, problem: act.problem };
  const names = textsOf(kind);
  const save = (event) => {
    event.preventDefault();
    const body = { order: asNumber(value.order) ?? 0, active: Boolean(value.active) };
    for (const [n] of names) body[n] = (value[n] || '').trim();
    act.run(async () => { await patch(`/${kind}/${row.id}`, body, row.version); await loadVocabulary(); onDone(); });
  };
  return html`<${Dialog} title=${t('修改', 'Amend') + ' ' + row.id} onClose=${onClose}>
    <form onSubmit=${save} novalidate>${names.map(([n, label]) => html`<${TextField} key=${n} form=${form} name=${n} label=${label} />`)}
    <${NumberField} form=${form} name="order" label=${t('顺序', 'Order')} unit="" />
      <${CheckField} form=${form} name="active" label=${t('在用', 'In use')} hint=${kind === 'regions' ? t('停用后不再要求填报，历史数据保留',
        'an inactive one owes no reports; its past stays') : ''} />
    <${Fault} problem=${act.problem} others=${homeless(act.problem, ['/order', '/active', ...names.map(([n]) => '/' + n)])} />
    <footer><button type="button" class="plain" onClick=${onClose}>${t('取消', 'Cancel')}</button>
      <button class="primary" disabled=${act.busy}>${t('保存', 'Save')}</button></footer></form><//>`;
}

export function Organisation({ kind }) {
  const list = useLoad((signal) => get('/' + kind, {}, signal), [kind]);
  const [editing, setEditing] = useState(null);
  const extra = { regions: [t('类别', 'Kind'), (r) => word('regionKind', r.kind)], chains: [t('重点县（市、区）',
    'Key in'), (c) => c.regionIds?.map(regionShort).join(t('、', ', '))], departments: ['', () => ''] }[kind];
  return html`<${Panel} title=${titles()[kind]}><${Loaded} from=${list}>${({ items }) => html`<div class="scroll"><table class="list cards"><thead>
    <tr><th class="num">${t('顺序', 'Order')}</th><th>${t('代码', 'Code')}</th>${textsOf(kind).map(([, l]) => html`<th>${l}</th>`)}<th>${extra[0]}</th>
    <th>${t('状态', 'State')}</th><th><span class="sr">${t('操作', 'Actions')}</span></th></tr></thead>
    <tbody>${items.map((r) => html`<tr key=${r.id}><td class="num" data-label=${t('顺序', 'Order')}>${r.order}</td>
      <td data-label=${t('代码', 'Code')}>${r.id}</td>${textsOf(kind).map(([n, l]) => html`<td data-label=${l}>${r[n]}</td>`)}<td data-label=${extra[0]}>${extra[1](r)}</td>
      <td data-label=${t('状态', 'State')}><${Tag} kind=${r.active ? 'good' : ''}>${r.active ? t('在用', 'in use') : t('停用', 'inactive')}<//></td>
      <td>${may('org.amend') && html`<button type="button" class="link" onClick=${() => setEditing(r)}>${t('修改', 'Amend')}</button>`}</td>
        </tr>`)}</tbody></table></div>`}<//>
    ${editing && html`<${Edit} kind=${kind} row=${editing} onDone=${() => { setEditing(null); list.reload(); }} onClose=${() => setEditing(null)} />`}<//>`;
}
