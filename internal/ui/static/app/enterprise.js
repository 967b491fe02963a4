// The investor: the same fields register it with its project and correct it later.
import { html } from './view.js';
import { t } from './i18n.js';
import { may } from './may.js';
import { me } from './session.js';
import { options } from './vocabulary.js';
import { TextField, read } from './fields.js';
import { judge, tidy } from './creditcode.js';

const verdicts = () => ({ good: t('校验通过', 'check character is right'), check: t('校验位不符，请核对', 'check character is wrong'), sign: t('含有不允许的字符（不含 I、O、S、V、Z）',
  'a character that is not allowed'), length: t('应为 18 位', 'must have 18 characters') });

// CreditCodeField judges the check character while it is typed.
export function CreditCodeField({ form, name, label }) {
  const code = read(form.value, name) || '', verdict = judge(code);
  return html`<${TextField} form=${form} name=${name} label=${label} autocapitalize="characters" spellcheck="false"
    hint=${verdicts()[verdict] || t(`18 位，已输入 ${tidy(code).length} 位；尚未取得可不填`, `18 characters, ${tidy(code).length} so far; leave empty if not known`)}
    class=${verdict === 'good' ? 'good' : ['check', 'sign', 'length'].includes(verdict) ? 'doubt' : ''} />`;
}

// enterpriseFields stand under a prefix where the enterprise is part of another form.
export const enterpriseFields = (prefix = '') => [
  ['name', 'text', t('企业名称', 'Enterprise'), { required: true, max: 200 }],
  ['creditCode', 'creditCode', t('统一社会信用代码', 'Unified social credit code')],
  ['kind', 'select', t('企业性质', 'Kind'), { empty: null, options: options('enterpriseKind') }],
  ['originPlace', 'text', t('来源地', 'Where it is from'), { max: 100 }],
  ['parentName', 'text', t('集团 / 母公司', 'Parent'), { max: 200 }],
  ['isFortune500', 'check', t('世界 500 强', 'Fortune Global 500')],
  ['isChainLeader', 'check', t('链主企业', 'Leader of its chain')],
].map(([name, ...rest]) => [prefix + name, ...rest]);

// amendEnterprise corrects or completes the investor of a project. The city may decide that a second one stands.
export const amendEnterprise = (e) => may('enterprise.amend') && { key: 'amend', method: 'PATCH', label: t('修改', 'Edit'), verb: t('保存', 'Save'),
  title: t('修改投资主体', 'Correct the investor'), path: '/enterprises/' + e.id,
  fields: [...enterpriseFields(), ...(me().role === 'secretariat' ? [['duplicateReason', 'area',
    t('与其他县（市、区）先行登记的企业重复时：准予并存的理由', 'If another county has reported it first: why both may stand'), { rows: 2, max: 500 }]] : [])],
  initial: Object.fromEntries(enterpriseFields().map(([name]) => [name, e[name]])) };
