// The words and lists that the server keeps: choice lists, regions, departments, chains, industries. Read once after signing in.
import { get } from './api.js';
import { lang } from './i18n.js';

let lists = {};
export let regions = [];
export let departments = [];
export let chains = [];
let industries = null;

const items = (answer) => answer.items || answer;

export async function loadVocabulary() {
  const [words, r, d, c] = await Promise.all([get('/vocabulary'), get('/regions'), get('/departments'), get('/chains')]);
  lists = words.lists || words;
  regions = items(r).sort((a, b) => a.order - b.order);
  departments = items(d);
  chains = items(c);
}

// loadIndustries is apart: only forms need the classification.
export async function loadIndustries() {
  industries ||= items(await get('/industries'));
  return industries;
}

const named = (row) => (lang === 'en' && row.en) || row.zh || row.name || row.id || row.code;

export const choices = (list) => lists[list] || [];
export const word = (list, code) => {
  const found = choices(list).find((c) => c.code === code);
  return found ? named(found) : code || '—';
};

// shortWord leaves out what stands in brackets: "绿灯（正常）" is "绿灯" in a table.
export const shortWord = (list, code) => word(list, code).replace(/\s*[（(].*[)）]$/, '');

export const region = (id) => regions.find((r) => r.id === id)?.name || id || '—';
export const regionShort = (id) => regions.find((r) => r.id === id)?.shortName || id || '—';
export const reportingRegions = () => regions.filter((r) => r.kind !== 'city' && r.active);

// inOrder sorts rows with a regionId into the city's protocol order.
export const inOrder = (rows) => [...rows].sort((a, b) => regions.findIndex((r) => r.id === a.regionId) - regions.findIndex((r) => r.id === b.regionId));
export const department = (id) => departments.find((d) => d.id === id)?.shortName || id || '—';
export const chain = (id) => { const c = chains.find((x) => x.id === id); return c ? named(c) : id || '—'; };
export const industry = (code) => { const i = (industries || []).find((x) => x.code === code); return i ? `${code} ${named(i)}` : code || '—'; };
export { named };

// The lists as a field takes them, and as a filter does.
export const options = (list) => choices(list).map((c) => ({ value: c.code, label: named(c) }));
export const pairs = (list) => choices(list).map((c) => [c.code, named(c)]);
export const countyOptions = () => reportingRegions().map((r) => ({ value: r.id, label: r.name }));
export const countyPairs = () => reportingRegions().map((r) => [r.id, r.name]);
export const officeOptions = () => departments.map((d) => ({ value: d.id, label: d.name }));
export const officePairs = () => departments.map((d) => [d.id, d.shortName || d.name]);
