import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '../http/api';

/** Something a person does that the server may refuse, one at a time. */
export interface Act {
  readonly busy: boolean;
  readonly error: unknown;
  /** Seconds until the server takes another try. */
  readonly wait: number;
  readonly run: (action: () => Promise<unknown>) => void;
}

export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [wait, waitFor] = useCountdown();
  const run = useCallback(
    (action: () => Promise<unknown>) => {
      setBusy(true);
      setError(undefined);
      action()
        .catch((refusal: unknown) => {
          setError(refusal);
          waitFor(waitMsOf(refusal));
        })
        .finally(() => {
          setBusy(false);
        });
    },
    [waitFor],
  );
  return { busy, error, wait, run };
}

/** What the server asks a person to wait before the same again. */
export function waitMsOf(error: unknown): number {
  const problem = error instanceof ApiError ? error.problem : undefined;
  return problem?.code === 'rate.limited' ? (problem.retryAfterMs ?? 0) : 0;
}

function useCountdown(): [number, (millis: number) => void] {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  const counting = left > 0;
  useEffect(() => {
    if (!counting) {
      return undefined;
    }
    const timer = setInterval(() => {
      setLeft(secondsUntil(until));
    }, 250);
    return () => {
      clearInterval(timer);
    };
  }, [counting, until]);
  const start = useCallback((millis: number) => {
    const end = Date.now() + millis;
    setUntil(end);
    setLeft(secondsUntil(end));
  }, []);
  return [left, start];
}

function secondsUntil(end: number): number {
  return Math.max(0, Math.ceil((end - Date.now()) / 1_000));
}
