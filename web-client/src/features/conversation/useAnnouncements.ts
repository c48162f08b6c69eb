import { useEffect, useRef, useState } from 'react';
import type { RoomEvent } from '../../lib/model/events';
import type { RoomView } from '../../lib/stomp/view';

const MOST = 5;

export interface Announcement {
  readonly key: string;
  readonly text: string;
}

/**
 * What a screen reader says of a room that is open: messages of others that arrive now. What is
 * loaded from before, or comes late and in bulk, is there to be read but not read aloud.
 */
export function useAnnouncements(view: RoomView, myId: string): readonly Announcement[] {
  const heard = useRef<number>(undefined);
  const [said, setSaid] = useState<readonly Announcement[]>([]);
  useEffect(() => {
    if (view.last === null) {
      return;
    }
    const after = heard.current ?? view.last;
    heard.current = view.last;
    const news = newMessages(view.events, after, myId);
    if (news.length > 0) {
      // What was said before goes: a list that only grows is read again by some screen readers
      setSaid(news.length > MOST ? [inBulk(news)] : news.map(announcementOf));
    }
  }, [view, myId]);
  // Words that were deleted since are nowhere on the page any more
  return said.filter(({ key }) => !isDeleted(view.events, key));
}

function isDeleted(events: readonly RoomEvent[], key: string): boolean {
  return events.some(
    ({ content }) => content.kind === 'deleted' && String(content.target.seq) === key,
  );
}

function newMessages(events: readonly RoomEvent[], after: number, myId: string): RoomEvent[] {
  const begin = events.findLastIndex(({ seq }) => seq <= after) + 1;
  return events
    .slice(begin)
    .filter(({ actor, content }) => actor.id !== myId && wordsOf(content) !== undefined);
}

function announcementOf({ seq, actor, content }: RoomEvent): Announcement {
  return { key: String(seq), text: `${actor.name}: ${wordsOf(content) ?? ''}` };
}

function wordsOf(content: RoomEvent['content']): string | undefined {
  return content.kind === 'message' ? content.text : undefined;
}

function inBulk(events: readonly RoomEvent[]): Announcement {
  return { key: `bulk-${events.at(-1)?.seq}`, text: `${events.length} new messages` };
}
