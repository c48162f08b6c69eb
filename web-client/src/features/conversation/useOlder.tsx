import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { messageOf } from '../../lib/http/api';
import type { RoomView } from '../../lib/stomp/view';
import { Button, Spinner } from '../../lib/ui/controls';
import { useConversations } from './context';

type Loading =
  { readonly state: 'idle' | 'loading' } | { readonly state: 'failed'; message: string };

/** Loads what came before as soon as the upper end comes near; answers what stands there. */
export function useOlder(roomId: string, view: RoomView): ReactNode {
  const conversations = useConversations();
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
      await conversations.loadOlder(roomId);
      setLoading({ state: 'idle' });
    } catch (error) {
      setLoading({ state: 'failed', message: messageOf(error) });
    } finally {
      busy.current = false;
    }
  }, [conversations, roomId]);

  const ready = view.last !== null && !view.fromStart && loading.state === 'idle';
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
  }, [ready, load, view.events.length]);

  if (view.fromStart) {
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
