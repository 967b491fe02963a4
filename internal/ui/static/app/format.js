// How values are written. Money comes as whole 万元 and is shown in 亿元 with two decimals; the exact 万元 stand in the title.
import { lang, t } from './i18n.js';

const group = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

// yi writes 万元 as 亿元 with two decimals, rounded half away from zero, in whole numbers only.
export function yi(wan) {
  if (wan === null || wan === undefined) return '—';
  const cents = Math.floor((Math.abs(wan) + 50) / 100);
  const text = group(Math.floor(cents / 100)) + '.' + String(cents % 100).padStart(2, '0');
  return (wan < 0 && cents ? '−' : '') + text;
}

export const wanText = (wan) => (wan === null || wan === undefined ? '' : (wan < 0 ? '−' : '') + group(Math.abs(wan)) + ' ' + t('万元', '¥10k'));

// exactYi writes 万元 as 亿元 with every digit: 149600 is "14.96".
export function exactYi(wan) {
  const sign = wan < 0 ? '−' : '', n = Math.abs(wan);
  return sign + group(Math.floor(n / 10000)) + ('.' + String(n % 10000).padStart(4, '0')).replace(/\.?0+$/, '');
}

export const number = (n) => (n === null || n === undefined ? '—' : (n < 0 ? '−' : '') + group(Math.abs(n)));

export function decimal(n) {
  if (n === null || n === undefined) return '—';
  const [whole, rest] = String(Math.abs(n)).split('.');
  return (n < 0 ? '−' : '') + group(whole) + (rest ? '.' + rest : '');
}

// signed writes a change: with its plus, and with the minus that write gives it.
export const signed = (n, write) => (n > 0 ? '+' : '') + write(n);

// points writes a score with the two decimals that it is kept to, so that a column of them lines up.
export const points = (n) => (n === null || n === undefined ? '—' : (n < 0 ? '−' : '') + Math.abs(n).toFixed(2));

// Everything happens in the city's zone, wherever the reader's computer believes to be.
const zoned = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

export const instant = (text) => (text ? zoned.format(new Date(text)) : '—');
export const today = () => zoned.format(new Date()).slice(0, 10);

export function month(text) {
  if (!text) return '—';
  if (lang === 'en') return text;
  const [y, m] = text.split('-');
  return `${y}年${Number(m)}月`;
}

export function size(bytes) {
  if (bytes < 1024) return bytes + ' B';
  return bytes < 1 << 20 ? Math.round(bytes / 1024) + ' KB' : (bytes / (1 << 20)).toFixed(1) + ' MB';
}

// left says how long until a deadline, in the largest unit that fits.
export function left(text) {
  const ms = new Date(text) - Date.now();
  const past = ms < 0, hours = Math.floor(Math.abs(ms) / 3600000), days = Math.floor(hours / 24);
  const span = days ? t(`${days} 天`, `${days} d`) : t(`${hours} 小时`, `${hours} h`);
  return past ? t(`已过 ${span}`, `${span} ago`) : t(`还剩 ${span}`, `${span} left`);
}
