// How much waits for me: the counts in the navigation, read again at every change of place and every few minutes.
import { useEffect, useState } from './view.js';
import { get } from './api.js';
import { useHere } from './router.js';

const often = 3 * 60 * 1000;
let known = { todo: 0, overdue: 0, unread: 0 };
const listeners = new Set();

// refresh is also called by whoever has just done something that waited. A count that cannot be read is no reason to disturb anybody.
export async function refresh() {
  const [todo, inbox] = await Promise.all([get('/todo').catch(() => null), get('/notifications', { unread: true, limit: 1 }).catch(() => null)]);
  known = { todo: todo?.total ?? known.todo, overdue: todo?.overdue ?? known.overdue, unread: inbox?.unread ?? known.unread };
  listeners.forEach((f) => f(known));
}

export function useWaiting() {
  const [counts, set] = useState(known);
  const { path } = useHere();
  useEffect(() => { refresh(); }, [path]);
  useEffect(() => {
    listeners.add(set);
    const timer = setInterval(refresh, often);
    return () => { listeners.delete(set); clearInterval(timer); };
  }, []);
  return counts;
}
