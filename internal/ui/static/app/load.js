// Reading from the server within a view.
import { useCallback, useEffect, useRef, useState } from './view.js';

// useLoad runs read(signal) whenever one of the keys changes, and again on reload(). An answer that comes too late is thrown away. What was there stays
// visible while it is read again.
export function useLoad(read, keys) {
  const [state, set] = useState({ loading: true, data: undefined, problem: null });
  const [turn, again] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    set((old) => ({ ...old, loading: true, problem: null }));
    read(stop.signal).then(
      (data) => { if (!stop.signal.aborted) set({ loading: false, data, problem: null }); },
      (problem) => { if (!stop.signal.aborted) set((old) => ({ ...old, loading: false, problem })); },
    );
    return () => stop.abort();
  }, [...keys, turn]);
  const reload = useCallback(() => again((n) => n + 1), []);
  const put = useCallback((data) => set({ loading: false, data, problem: null }), []);
  return { ...state, reload, put };
}

// useAct runs what a button does: one at a time, with its failure.
export function useAct() {
  const [state, set] = useState({ busy: false, problem: null });
  const running = useRef(false);
  const run = useCallback(async (work) => {
    if (running.current) return undefined;
    running.current = true;
    set({ busy: true, problem: null });
    try {
      const result = await work();
      set({ busy: false, problem: null });
      return result === undefined ? true : result;
    } catch (problem) {
      set({ busy: false, problem });
      return undefined;
    } finally {
      running.current = false;
    }
  }, []);
  const clear = useCallback(() => set({ busy: false, problem: null }), []);
  return { ...state, run, clear };
}
