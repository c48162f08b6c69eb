import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { messageOf } from '../../lib/http/api';
import { Button, Spinner } from '../../lib/ui/controls';

type Loading =
  { readonly state: 'idle' | 'loading' } | { readonly state: 'failed'; message: string };

/** What goes on further up. */
export interface Older {
  /** Whether there is something to go on from. */
  readonly isReady: boolean;
  /** Whether nothing is further up. */
  readonly isWhole: boolean;
  /** How much there is: when it grows the upper end is looked at again. */
  readonly size: number;
  readonly read: () => Promise<void>;
}

/** Loads what came before as soon as the upper end comes near; answers what stands there. */
export function useOlder({ isReady, isWhole, size, read }: Older): ReactNode {
  const [loading, setLoading] = useState<Loading>({ state: 'idle' });
  const busy = useRef(false);
  const edge = useRef<HTMLDivElement>(null);

  const load = useCallback(async () => {
    if (busy.current) {
      return;
    }
    busy.current = true;
    setLoading({ state: 'loading' });
    try {
      await read();
      setLoading({ state: 'idle' });
    } catch (error) {
      setLoading({ state: 'failed', message: messageOf(error) });
    } finally {
      busy.current = false;
    }
  }, [read]);

  const ready = isReady && !isWhole && loading.state === 'idle';
  useEffect(() => {
    const target = edge.current;
    if (!ready || !target || typeof IntersectionObserver === 'undefined') {
      return undefined;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          void load();
        }
      },
      { root: target.closest('.messages__scroll'), rootMargin: '400px 0px 0px 0px' },
    );
    observer.observe(target);
    return () => {
      observer.disconnect();
    };
    // Anew after each page, so that a page that does not fill the screen is followed by another
  }, [ready, load, size]);

  if (isWhole) {
    return null;
  }
  return (
    <div ref={edge} className="messages__edge">
      {loading.state === 'loading' && <Spinner label="Loading earlier messages" />}
      {loading.state === 'failed' && (
        <div role="alert">
          <p>{loading.message}</p>
          <Button onClick={() => void load()}>Try again</Button>
        </div>
      )}
    </div>
  );
}
