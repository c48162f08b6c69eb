import { useEffect, useState } from 'react';
import { messageOf } from '../../../lib/http/api';
import { useStore } from '../../../lib/state/useStore';
import { Icon } from '../../../lib/ui/Icon';
import { useToast } from '../../../lib/ui/toasts';
import { useConversations } from '../context';
import { NEW_MARK, type ScrollKeeper } from '../scrollKeeper';
import { shownCount } from './badge';
import type { Unread } from './useReading';

/** Goes to the first message that was unread, while that is above the screen and was not seen. */
export function FirstUnread({
  roomId,
  unread,
  scroll,
  isLoaded,
}: {
  roomId: string;
  unread: Unread;
  scroll: ScrollKeeper;
  /** Whether the messages that are loaded reach back to it. */
  isLoaded: boolean;
}) {
  const { history } = useConversations();
  const say = useToast();
  const place = useStore(scroll.newMark);
  const [state, setState] = useState<'idle' | 'going' | 'done'>('idle');
  const isAbove = isLoaded ? place === 'above' : true;
  if (state !== 'done' && isLoaded && place === 'inView') {
    setState('done');
  }
  useEffect(() => {
    const mark = state === 'going' ? scroll.keyed(NEW_MARK) : undefined;
    if (mark) {
      scroll.show(mark);
    }
  }, [state, place, scroll]);
  if (state === 'done' || !isAbove || unread.count === 0) {
    return null;
  }
  const go = () => {
    setState('going');
    history.loadBackTo(roomId, unread.range.after + 1).then(
      (isReached) => {
        if (!isReached) {
          say({ text: 'The first new message is too far back.' });
          setState('done');
        }
      },
      (error: unknown) => {
        say({ text: messageOf(error) });
        setState('idle');
      },
    );
  };
  return (
    <button type="button" className="first-unread" disabled={state === 'going'} onClick={go}>
      <span>{unread.count === 1 ? '1 new message' : `${shownCount(unread)} new messages`}</span>
      <Icon name="up" size={16} />
      <span className="hidden">, go to the first</span>
    </button>
  );
}
