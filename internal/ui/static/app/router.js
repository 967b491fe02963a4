// Places within the page, by the History API. A link is an ordinary <a href>: this file takes over the click, so opening in a new tab still works.
import { useEffect, useState } from './view.js';

const listeners = new Set();
const tell = () => listeners.forEach((f) => f());

export const here = () => ({ path: location.pathname, query: Object.fromEntries(new URLSearchParams(location.search)) });

export function go(path, { replace = false } = {}) {
  const before = location.pathname;
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  tell();
  if (location.pathname === before) return;
  scrollTo(0, 0);
  document.getElementById('main')?.focus({ preventScroll: true }); // so that the keyboard and a screen reader begin at the new page
}

// setQuery writes the state of a list into the address, so that it can be bookmarked, sent to somebody and gone back to.
export function setQuery(query) {
  const q = new URLSearchParams(Object.entries(query).filter(([, v]) => v !== '' && v !== undefined && v !== null));
  const text = q.toString();
  go(location.pathname + (text ? '?' + text : ''), { replace: true });
}

export function useHere() {
  const [place, set] = useState(here);
  useEffect(() => {
    const f = () => set(here());
    listeners.add(f);
    addEventListener('popstate', f);
    return () => { listeners.delete(f); removeEventListener('popstate', f); };
  }, []);
  return place;
}

const isOurs = (a) => a.origin === location.origin && !a.hasAttribute('download') && !a.target && !/^\/(api|docs|openapi|problems|metrics|healthz|readyz)(\/|$|\.)/.test(a.pathname);

addEventListener('click', (event) => {
  const a = event.target.closest?.('a[href]');
  if (!a || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !isOurs(a)) return;
  if (a.getAttribute('href').startsWith('#')) return;
  event.preventDefault();
  go(a.pathname + a.search);
});

// match gives the named parts of a path, or undefined: match('/projects/{id}', '/projects/7') is { id: '7' }.
export function match(pattern, path) {
  const want = pattern.split('/'), have = path.replace(/\/+$/, '').split('/');
  if (path === '/') have.splice(0, have.length, '', '');
  if (want.length !== have.length) return undefined;
  const parts = {};
  for (let i = 0; i < want.length; i++) {
    if (want[i].startsWith('{')) parts[want[i].slice(1, -1)] = decodeURIComponent(have[i]);
    else if (want[i] !== have[i]) return undefined;
  }
  return parts;
}
