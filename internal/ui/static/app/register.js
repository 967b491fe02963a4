// Registering a project. The text is kept in the browser until the server has it; projects reported before are shown while the name is typed.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { go } from './router.js';
import { useAct } from './load.js';
import { useDraft } from './drafts.js';
import { me } from './session.js';
import { instant } from './format.js';
import { region } from './vocabulary.js';
import { Fault, Page, Toast } from './parts.js';
import { AreaField, asNumber, homeless } from './fields.js';
import { Entry } from './entries.js';
import { enterpriseFields } from './enterprise.js';
import { ProjectFields, numbers, pointers, texts } from './projectfields.js';
import { sharesOf } from './shares.js';
import { judge, tidy } from './creditcode.js';

const blank = { channel: 'general', stage: 'lead', enterprise: { kind: 'private' } };

// registration is what is sent: empty fields are left out, numbers become numbers.
function registration(value) {
  const out = {};
  for (const name of [...texts, 'regionId', 'duplicateReason']) if (value[name]?.trim()) out[name] = value[name].trim();
  for (const name of numbers) { const n = asNumber(value[name]); if (n !== null) out[name] = n; }
  if (value.confirmed) out.confirmed = true;
  const shares = sharesOf(value);
  if (shares.length) out.creditShares = shares;
  const e = {};
  for (const [name, v] of Object.entries(value.enterprise)) if (v !== '' && v !== false && v !== undefined) e[name] = name === 'creditCode' ? tidy(v) : v;
  out.enterprise = e;
  return out;
}

function useDuplicates(name, creditCode, enterpriseName, nationalCode) {
  const [found, set] = useState([]);
  const code = judge(creditCode) === 'good' ? tidy(creditCode) : '';
  useEffect(() => {
    if (name.trim().length < 3 && !code && enterpriseName.trim().length < 3) { set([]); return undefined; }
    const stop = new AbortController();
    const timer = setTimeout(() => get('/projects/duplicates', { name: name.trim(), creditCode: code, enterpriseName: enterpriseName.trim(), nationalCode }, stop.signal).then((d) => set(d.items), () => {}), 400);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [name, code, enterpriseName, nationalCode]);
  return found;
}

const alike = (by) => ({ name: t('名称相同', 'same name'), nationalCode: t('国家项目代码相同', 'same national code'),
  enterpriseName: t('企业名称相同', 'same name of the investor') }[by] || t('企业相同', 'same enterprise'));

function Duplicates({ found }) {
  if (!found.length) return null;
  return html`<div class="note warn" role="status"><p><b>${t('已有先行登记（首报首谈），请先核对：', 'Reported before (first-report priority), please check:')}</b></p><ul>
    ${found.map((d) => html`<li key=${d.code}>${d.projectId ? html`<a href=${'/projects/' + d.projectId} target="_blank">${d.code} ${d.name}</a>` : d.code}
      · ${region(d.regionId)} · ${instant(d.registeredAt).slice(0, 10)} · ${alike(d.by)}</li>`)}</ul>
        </div>`;
}

const Enterprise = ({ form }) => html`<fieldset><legend>${t('投资主体', 'Investor')}</legend><div class="grid">
  ${enterpriseFields('enterprise.').map((f) => html`<${Entry} key=${f[0]} field=${f} form=${form} />`)}</div></fieldset>`;

export function Register() {
  const [value, set, draft] = useDraft('register', blank);
  const act = useAct();
  const found = useDuplicates(value.name || '', value.enterprise.creditCode || '', value.enterprise.name || '', (value.nationalCode || '').trim());
  const form = { value, set, problem: act.problem };
  const conflict = act.problem?.code === 'project.duplicate' || value.duplicateReason;
  const submit = (event) => {
    event.preventDefault();
    act.run(async () => {
      const made = await post('/projects', registration(value));
      draft.forget();
      go('/projects/' + made.id, { replace: true }); // going back leads to where one came from, not to an empty form
    });
  };
  return html`<${Page} title=${t('登记项目', 'Register a project')} back=${{ href: '/projects', text: t('项目', 'Projects') }}>
    <form onSubmit=${submit} novalidate>
      ${draft.restored && html`<${Toast} text=${t('已恢复上次未保存的内容。', 'Restored what was typed before.')} />`}
      <${Enterprise} form=${form} />
      <${Duplicates} found=${found} />
      <${ProjectFields} form=${form} registering />
      ${conflict && me().role === 'secretariat' && html`<fieldset><legend>${t('裁定', 'Decision')}</legend>
        <${AreaField} form=${form} name="duplicateReason" label=${t('准予另行登记的理由', 'Why a second registration is allowed')} rows=${2} max="500" />
        </fieldset>`}
      <${Fault} problem=${act.problem} others=${homeless(act.problem, pointers)} />
      <div class="form-end"><button class="primary" disabled=${act.busy}>${act.busy ? t('正在登记…', 'Registering…') : t('登记', 'Register')}</button>
        <button type="button" class="plain" onClick=${() => { draft.forget(blank); act.clear(); }}>${t('清空', 'Clear')}</button>
        <span class="dim small">${t('输入的内容自动保存在本机，登记成功前不会丢失。', 'What you type is kept in this browser until it is registered.')}</span></div>
    </form><//>`;
}
