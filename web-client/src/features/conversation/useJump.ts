import { useEffect, useRef } from 'react';
import { messageOf } from '../../lib/http/api';
import { useStore } from '../../lib/state/useStore';
import { eventAt } from '../../lib/stomp/view';
import { useToast } from '../../lib/ui/toasts';
import { useConversations } from './context';
import type { Conversations } from './conversations';
import { messageAddress, useRoomScope } from './roomIntent';
import type { ScrollKeeper } from './scrollKeeper';

const MARKED_MS = 2_500;

/**
 * Goes to a message that somebody asks for, and marks it for a moment.
 * @param last the newest seq that is drawn: where to is said in the address, there may be less yet
 */
export function useJump(roomId: string, scroll: ScrollKeeper, last: number | null): void {
  const conversations = useConversations();
  const { intent, thread } = useRoomScope();
  const say = useToast();
  const jump = useStore(intent.jump);
  const gone = useRef<typeof jump>(undefined);
  const isLoaded = jump !== undefined && last !== null && last >= jump.seq;
  useEffect(() => {
    if (!jump || !isLoaded || gone.current === jump) {
      return undefined;
    }
    gone.current = jump;
    const { seq } = jump;
    let isLeft = false;
    const show = (isReached: boolean) => {
      const element = scroll.find(seq);
      const root = rootOf(conversations, roomId, seq);
      if (isLeft) {
        return;
      }
      if (isReached && element) {
        scroll.show(element);
        element.focus({ preventScroll: true });
        intent.marked.set(seq);
      } else if (root !== undefined && root !== thread) {
        window.location.hash = messageAddress(roomId, { seq, threadRoot: root });
      } else {
        say({ text: 'This message is too far back, or no longer there.' });
      }
    };
    const reached =
      scroll.find(seq) === undefined
        ? conversations.history.loadBackTo(roomId, seq)
        : Promise.resolve(true);
    reached.then(show, (error: unknown) => {
      say({ text: messageOf(error) });
    });
    const timer = setTimeout(() => {
      intent.marked.set(undefined);
    }, MARKED_MS);
    return () => {
      isLeft = true;
      clearTimeout(timer);
      intent.marked.set(undefined);
    };
  }, [jump, isLoaded, roomId, conversations, intent, thread, scroll, say]);
}

/** The thread of a message that does not stand among the others. */
function rootOf(conversations: Conversations, roomId: string, seq: number): number | undefined {
  const view = conversations.chat.view(roomId)?.get();
  const content = view && eventAt(view, seq)?.content;
  return content?.kind === 'message' ? content.threadRoot : undefined;
}
