// The unified social credit code (统一社会信用代码, GB 32100-2015): the check character is judged while it is typed, the server judges again.
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export const tidy = (code) => code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');

// judge answers '' (not complete yet), 'good', 'length', 'sign' or 'check'.
export function judge(text) {
  const code = tidy(text);
  if (code === '') return '';
  for (const c of code) if (!signs.includes(c)) return 'sign';
  if (code.length < 18) return '';
  if (code.length > 18) return 'length';
  let sum = 0;
  for (let i = 0, weight = 1; i < 17; i++, weight = (weight * 3) % 31) sum += signs.indexOf(code[i]) * weight;
  return signs[(31 - (sum % 31)) % 31] === code[17] ? 'good' : 'check';
}
