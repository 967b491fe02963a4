// The forms that begin a pool, a supply and a renewal site.
import { t } from './i18n.js';
import { me } from './session.js';
import { today } from './format.js';
import { countyOptions, options } from './vocabulary.js';

const mu = t('亩', 'mu');
const county = (more) => (me().regionId ? [] : [['regionId', 'select', t('县（市、区）', 'County'), { options: countyOptions(), ...more }]]);

export const newPool = () => ({ key: 'new', kind: 'primary', label: t('新建指标池', 'Open a pool'), path: '/land/pools',
  initial: { year: today().slice(0, 4), kind: 'newLand' }, fields: [
  ['name', 'text', t('名称', 'Name'), { required: true, max: 200 }], ['year', 'number', t('年度', 'Year'), { required: true, unit: t('年', '') }],
  ['kind', 'select', t('类型', 'Kind'), { required: true, empty: null, options: options('poolKind') }], ...county({ empty: t('市级统筹', 'the city\'s') })] });

export const newSupply = () => ({ key: 'new', kind: 'primary', label: t('登记供地', 'Record a supply'), path: '/land/supplies',
  initial: { source: 'new', suppliedOn: today() }, fields: [
  ...county({ required: true }), ['parcel', 'text', t('地块编号或名称', 'Parcel'), { required: true, max: 200 }],
  ['suppliedOn', 'date', t('供地日期', 'Supplied on'), { required: true }],
  ['areaMu', 'number', t('面积', 'Area'), { required: true, unit: mu }],
  ['source', 'select', t('来源', 'Source'), { required: true, empty: null, options: options('supplySource') }],
  ['note', 'area', t('说明', 'Note'), { rows: 2, max: 2000 }],
  ['confirmed', 'check', t('数据异常时仍确认无误', 'It is right although it looks unusual')]], body: ({ confirmed, ...v }) => ({ ...v,
  ...(confirmed ? { confirmed } : {}) }) });

export const newSite = () => ({ key: 'new', kind: 'primary', label: t('登记盘活地块', 'Register a site'), path: '/land/sites',
  initial: { kind: 'inefficient' }, fields: [
  ...county({ required: true }), ['name', 'text', t('名称', 'Name'), { required: true, max: 200 }],
  ['kind', 'select', t('类型', 'Kind'), { required: true, empty: null, options: options('siteKind') }],
  ['plannedMu', 'number', t('计划腾出面积', 'Planned'), { required: true, unit: mu }], ['summary', 'area', t('说明', 'Summary'), { rows: 2, max: 2000 }]] });
