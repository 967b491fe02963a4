// Registering a project. The text is kept in the browser until the server has it; projects reported before are shown while the name is typed.
import { html, useEffect, useState } from './view.js';
import { t } from './i18n.js';
import { get, post } from './api.js';
import { go } from './router.js';
import { useAct } from './load.js';
import { useDraft } from './drafts.js';
import { me } from './session.js';
import { instant } from './format.js';
import { choices, named, region } from './vocabulary.js';
import { Fault, Page, Toast } from './parts.js';
import { AreaField, CheckField, SelectField, TextField, asNumber, homeless, optionsOf } from './fields.js';
import { ProjectFields, numbers, pointers, texts } from './projectfields.js';
import { judge, tidy } from './creditcode.js';

const blank = { channel: 'general', stage: 'lead', enterprise: { kind: 'private' } };

// registration is what is sent: empty fields are left out, numbers become numbers.
function registration(value) {
  const out = {};
  for (const name of [...texts, 'regionId', 'duplicateReason']) if (value[name]?.trim()) out[name] = value[name].trim();
  for (const name of numbers) { const n = asNumber(value[name]); if (n !== null) out[name] = n; }
  if (value.confirmed) out.confirmed = true;
  const e = {};
  for (const [name, v] of Object.entries(value.enterprise)) if (v !== '' && v !== false && v !== undefined) e[name] = name === 'creditCode' ? tidy(v) : v;
  out.enterprise = e;
  return out;
}

function useDuplicates(name, creditCode, enterpriseName) {
  const [found, set] = useState([]);
  const code = judge(creditCode) === 'good' ? tidy(creditCode) : '';
  useEffect(() => {
    if (name.trim().length < 3 && !code && enterpriseName.trim().length < 3) { set([]); return undefined; }
    const stop = new AbortController();
    const timer = setTimeout(() => get('/projects/duplicates', { name: name.trim(), creditCode: code, enterpriseName: enterpriseName.trim() }, stop.signal).then((d) => set(d.items), () => {}), 400);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [name, code, enterpriseName]);
  return found;
}

function Duplicates({ found }) {
  if (!found.length) return null;
  return html`<div class="note warn" role="status"><p><b>${t('已有先行登记（首报首谈），请先核对：', 'Reported before (first-report priority), please check:')}</b></p><ul>
    ${found.map((d) => html`<li key=${d.code}>${d.projectId ? html`<a href=${'/projects/' + d.projectId} target="_blank">${d.code} ${d.name}</a>` : d.code}
      · ${region(d.regionId)} · ${instant(d.registeredAt).slice(0, 10)} · ${d.by === 'name' ? t('名称相同', 'same name') : t('企业相同', 'same enterprise')}</li>`)}</ul>
        </div>`;
}

const verdicts = () => ({ good: t('校验通过', 'check character is right'), check: t('校验位不符，请核对', 'check character is wrong'), sign: t('含有不允许的字符（不含 I、O、S、V、Z）',
  'a character that is not allowed'), length: t('应为 18 位', 'must have 18 characters') });

function Enterprise({ form }) {
  const code = form.value.enterprise.creditCode || '';
  const verdict = judge(code);
  return html`<fieldset><legend>${t('投资主体', 'Investor')}</legend><div class="grid">
    <${TextField} form=${form} name="enterprise.name" label=${t('企业名称', 'Enterprise')} required max="200" />
    <${TextField} form=${form} name="enterprise.creditCode" label=${t('统一社会信用代码', 'Unified social credit code')} autocapitalize="characters" spellcheck="false"
      hint=${verdicts()[verdict] || t(`18 位，已输入 ${tidy(code).length} 位；尚未取得可不填`, `18 characters, ${tidy(code).length} so far; leave empty if not known`)}
        class=${verdict === 'good' ? 'good' : ['check', 'sign', 'length'].includes(verdict) ? 'doubt' : ''} />
    <${SelectField} form=${form} name="enterprise.kind" label=${t('企业性质', 'Kind')} empty=${null} options=${optionsOf(choices('enterpriseKind'), named)} />
    <${TextField} form=${form} name="enterprise.originPlace" label=${t('来源地', 'Where it is from')} max="100" />
    <${TextField} form=${form} name="enterprise.parentName" label=${t('集团 / 母公司', 'Parent')} max="200" />
    <${CheckField} form=${form} name="enterprise.isFortune500" label=${t('世界 500 强', 'Fortune Global 500')} />
    <${CheckField} form=${form} name="enterprise.isChainLeader" label=${t('链主企业', 'Leader of its chain')} />
  </div></fieldset>`;
}

export function Register() {
  const [value, set, draft] = useDraft('register', blank);
  const act = useAct();
  const found = useDuplicates(value.name || '', value.enterprise.creditCode || '', value.enterprise.name || '');
  const form = { value, set, problem: act.problem };
  const conflict = act.problem?.code === 'project.duplicate' || value.duplicateReason;
  const submit = (event) => {
    event.preventDefault();
    act.run(async () => {
      const made = await post('/projects', registration(value));
      draft.forget();
      go('/projects/' + made.id);
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
