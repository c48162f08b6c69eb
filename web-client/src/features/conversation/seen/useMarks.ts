import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { ApiError, type Api } from '../../../lib/http/api';
import type { Room } from '../../../lib/model/rooms';
import { decodeSeen } from '../../../lib/model/seen';
import { useSigned } from '../../../lib/session/context';
import { useStore } from '../../../lib/state/useStore';
import { useSettled } from '../../../lib/time/useSettled';
import { useConversations } from '../context';
import type { Row } from '../timeline';
import { marksNow, nextToAsk, type Answers, type Marks, type Reach } from './marks';

/** Finds the mark among thousands of messages. */
const MOST_ASKED = 16;
const NOT_THERE = 404;
const NONE: Answers = new Map();
const NO_MESSAGES: readonly number[] = [];

/** How far my messages in the room around have come; undefined where that is not told. */
export const MarksContext = createContext<Marks | undefined>(undefined);

export function useReach(): Marks | undefined {
  return useContext(MarksContext);
}

interface Asked {
  /** The session in which it was asked: what was told live in between may be lost. */
  readonly session: number;
  readonly answers: Answers;
  /** The room does not tell, or not me. */
  readonly isHidden: boolean;
}

/** How far my messages have come, in rooms of two and of support. */
export function useMarks(room: Room, rows: readonly Row[]): Marks | undefined {
  const { api, me } = useSigned();
  const { chat, signals } = useConversations();
  const { maxWatched } = useStore(chat.limits);
  const reads = useStore(signals.live.reads);
  const deliveries = useStore(signals.live.delivered);
  const session = useStore(signals.live.room.sessions);
  const isTold =
    maxWatched !== undefined &&
    (room.kind === 'direct' || room.kind === 'support') &&
    room.settings?.receipts !== 'off';
  const own = useMemo(() => (isTold ? ownIn(rows) : NO_MESSAGES), [isTold, rows]);
  const [asked, setAsked] = useState<Asked>({ session, answers: NONE, isHidden: false });
  const answers = asked.session === session ? asked.answers : NONE;
  const known = useMemo(
    () => marksNow(asked.answers, reads, deliveries, me.id),
    [asked.answers, reads, deliveries, me.id],
  );
  const isHidden = asked.isHidden && asked.session === session;
  const isDone = isHidden || answers.size >= MOST_ASKED;
  // A room comes in pieces, and what comes later than the first question is told live
  const settled = useSettled(own);
  const next = isDone ? undefined : nextToAsk(settled, answers, known);
  useEffect(() => {
    if (next === undefined) {
      return undefined;
    }
    const stop = new AbortController();
    const path = `/rooms/${room.id}/messages/${next}/seen`;
    reachFrom(api, path, stop.signal).then(
      (reach) => {
        setAsked((before) =>
          reach === undefined
            ? { session, answers: NONE, isHidden: true }
            : {
                session,
                answers: new Map(before.session === session ? before.answers : NONE).set(
                  next,
                  reach,
                ),
                isHidden: false,
              },
        );
      },
      () => {
        // Asked again with the next session or message
      },
    );
    return () => {
      stop.abort();
    };
  }, [api, room.id, next, session]);
  // Until something is known a message that was read would look as if it had only been sent
  const isKnown = asked.answers.size > 0 || known.delivered > 0;
  return isTold && !isHidden && isKnown ? known : undefined;
}

async function reachFrom(api: Api, path: string, signal: AbortSignal): Promise<Reach | undefined> {
  try {
    const { count, delivered } = await api.get(path, decodeSeen, signal);
    if (count > 0) {
      return 'read';
    }
    return (delivered?.count ?? 0) > 0 ? 'delivered' : 'sent';
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === NOT_THERE) {
      // A message comes live before it is stored
      return 'sent';
    }
    if (error instanceof ApiError && error.problem.status < 500) {
      return undefined;
    }
    throw error;
  }
}

/** The seqs of my messages, in order. */
function ownIn(rows: readonly Row[]): readonly number[] {
  return rows.flatMap((row) =>
    row.kind === 'group' && row.mine
      ? row.bubbles.flatMap(({ message }) => (message?.text === undefined ? [] : [message.seq]))
      : [],
  );
}
