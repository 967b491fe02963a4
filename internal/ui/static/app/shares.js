// How the credit for a project is split between counties (分享比例): asked where one is registered, amended or handed over.
import { t } from './i18n.js';
import { countyOptions, regionShort } from './vocabulary.js';
import { asNumber } from './fields.js';

export const sharesField = (label) => ['creditShares', 'rows', label, { add: t('添加一方', 'Add a county'), fields: [
  ['regionId', 'select', t('县（市、区）', 'County'), { required: true, options: countyOptions() }],
  ['percent', 'number', t('比例', 'Share'), { required: true, unit: '%' }]] }];

// sharesOf is what a form says of them.
export const sharesOf = (value) => (value.creditShares || []).map((s) => ({ regionId: s.regionId || '', percent: asNumber(s.percent) ?? 0 }));

export const sharesText = (shares) => (shares?.length ? shares.map((s) => `${regionShort(s.regionId)} ${s.percent}%`).join(t('，', ', ')) : '—');
