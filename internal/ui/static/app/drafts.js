// What is being typed is kept in this browser until the server has it, so that no form ever loses its text: not by a failed request, a closed
// window, an expired session or a dead battery. One person's text is not shown to the next one on the same computer.
import { me } from './session.js';
import { useRef, useState } from './view.js';

const key = (name) => `zhaoyin.draft.${me()?.name || ''}.${name}`;

function readDraft(place) {
  try {
    return JSON.parse(localStorage.getItem(place));
  } catch {
    return null;
  }
}

function keepDraft(place, value) {
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // A full or forbidden storage takes the safety net away, not the form.
  }
}

// useDraft is useState whose value survives. It answers [value, set, { restored, forget }]. Whose text it is was settled when the form was opened: the
// session may end while it is typed.
export function useDraft(name, initial) {
  const place = useRef(key(name)).current;
  const kept = useRef(undefined);
  if (kept.current === undefined) kept.current = readDraft(place);
  const [value, setValue] = useState(() => (kept.current ? { ...initial, ...kept.current } : initial));
  // At once, and not after the next painting: whoever types and closes the window in one go has typed all the same.
  const set = (next) => { keepDraft(place, next); setValue(next); };
  const forget = (next) => { kept.current = null; localStorage.removeItem(place); if (next) setValue(next); };
  return [value, set, { restored: Boolean(kept.current), forget }];
}
