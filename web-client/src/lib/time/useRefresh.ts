import { useEffect, useState } from 'react';

/** A number that grows as often as asked, and when one comes back, while somebody looks. */
export function useRefresh(everyMs: number): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const next = () => {
      if (document.visibilityState === 'visible') {
        setRound((before) => before + 1);
      }
    };
    const timer = setInterval(next, everyMs);
    document.addEventListener('visibilitychange', next);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', next);
    };
  }, [everyMs]);
  return round;
}
