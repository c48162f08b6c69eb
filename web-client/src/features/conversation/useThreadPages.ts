import { useCallback, useEffect, useState } from 'react';
import { ApiError, messageOf, type Api } from '../../lib/http/api';
import { withQuery } from '../../lib/http/query';
import { decodeThreadPage, type FoldedPage } from '../../lib/model/threads';
import { useSigned } from '../../lib/session/context';
import { eventAt, oldestSeq, type RoomView } from '../../lib/stomp/view';

const PAGE = '50';

/** How much is at hand of what a run of events does not reach back to. */
type Read =
  | { readonly state: 'loading' | 'missing' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'ready'; readonly pages: readonly FoldedPage[]; readonly isWhole: boolean };

export interface ThreadPages {
  readonly read: Read;
  readonly again: () => void;
  readonly loadOlder: () => Promise<void>;
}

/** The run of events holds the thread from its root on: nothing has to be read. */
const HERE: Read = { state: 'ready', pages: [], isWhole: true };
const LOADING: Read = { state: 'loading' };
const LATE = 'The thread has not come whole. Try again in a moment.';

/**
 * What has to be read of a thread whose root is further up than the run of its room's events. Together
 * with that run it is the whole thread: where a run begins anew behind what was read, it is read anew.
 */
export function useThreadPages(roomId: string, root: number, view: RoomView): ThreadPages {
  const { api } = useSigned();
  const [read, setRead] = useState(LOADING);
  const path = `/rooms/${roomId}/threads/${root}`;
  const isHere = eventAt(view, root)?.content.kind === 'message';
  const from = oldestSeq(view);
  const isNeeded = !isHere && from !== null && (read.state === 'loading' || !joins(read, from));
  useEffect(() => {
    if (!isNeeded) {
      return undefined;
    }
    const stop = new AbortController();
    readNewest(api, path, from, stop.signal).then(
      (now) => {
        setRead(now);
      },
      (error: unknown) => {
        if (!stop.signal.aborted) {
          setRead(refusedWith(error));
        }
      },
    );
    return () => {
      stop.abort();
    };
    // Where the run begins matters when it is asked for; another beginning alone asks for nothing
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, path, isNeeded]);
  const again = useCallback(() => {
    setRead(LOADING);
  }, []);
  const loadOlder = useCallback(async () => {
    const oldest = read.state === 'ready' ? read.pages.at(-1)?.messages[1] : undefined;
    if (read.state === 'ready' && oldest) {
      const older = withQuery(path, { before: String(oldest.seq), limit: PAGE });
      const page = await api.get(older, decodeThreadPage);
      const isWhole = page.messages.length === 1;
      setRead((now) => (now === read ? { ...read, pages: [...read.pages, page], isWhole } : now));
    }
  }, [api, path, read]);
  return { read: isHere ? HERE : read, again, loadOlder };
}

async function readNewest(
  api: Api,
  path: string,
  from: number,
  signal: AbortSignal,
): Promise<Read> {
  const page = await api.get(withQuery(path, { limit: PAGE }), decodeThreadPage, signal);
  const now = { state: 'ready', pages: [page], isWhole: page.messages.length === 1 } as const;
  return joins(now, from) ? now : { state: 'failed', message: LATE };
}

/** Whether no event is missing between what was read and a run that begins with a seq. */
function joins(read: Read, from: number): boolean {
  return read.state !== 'ready' || read.pages.every(({ foldedTo }) => from <= foldedTo + 1);
}

function refusedWith(error: unknown): Read {
  const isMissing = error instanceof ApiError && error.problem.code === 'message.not.found';
  return isMissing ? { state: 'missing' } : { state: 'failed', message: messageOf(error) };
}
