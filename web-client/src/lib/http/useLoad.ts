import { useCallback, useEffect, useState } from 'react';
import { messageOf } from './api';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly message: string };

/**
 * Loads when `load` or `version` changes, and again on demand; a late answer for an earlier one is
 * dropped. What is there stays until the next answer, unless `load` is another.
 */
export function useLoad<T>(
  load: (signal: AbortSignal) => Promise<T>,
  version = 0,
): [Loaded<T>, () => void] {
  const [round, setRound] = useState(0);
  const [result, setResult] = useState<{ of: typeof load; loaded: Loaded<T> }>();
  useEffect(() => {
    const stop = new AbortController();
    load(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) {
          setResult({ of: load, loaded: { state: 'ready', value } });
        }
      },
      (error: unknown) => {
        if (!stop.signal.aborted) {
          setResult({ of: load, loaded: { state: 'failed', message: messageOf(error) } });
        }
      },
    );
    return () => {
      stop.abort();
    };
  }, [load, version, round]);
  const again = useCallback(() => {
    setRound((before) => before + 1);
  }, []);
  return [result?.of === load ? result.loaded : { state: 'loading' }, again];
}
