// Words in two languages, Chinese first. A sentence stands where it is used, in both: t('项目', 'Projects').
const kept = localStorage.getItem('zhaoyin.lang');

export const lang = kept === 'en' ? 'en' : 'zh';
document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN';

export const t = (zh, en) => (lang === 'en' ? en : zh);

// The other language is a new start: what is typed in forms is kept by drafts.js.
export function switchLanguage() {
  localStorage.setItem('zhaoyin.lang', lang === 'en' ? 'zh' : 'en');
  location.reload();
}
