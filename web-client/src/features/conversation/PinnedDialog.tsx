import { useCallback } from 'react';
import { useLoad } from '../../lib/http/useLoad';
import { isChange } from '../../lib/model/events';
import type { FoldedMessage } from '../../lib/model/fold';
import { decodeFoldedItems } from '../../lib/model/foldedMessage';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { isolated } from '../../lib/text/bidi';
import { fullTime } from '../../lib/time/words';
import { Empty, Failed, IconButton, Spinner } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { MessageText } from '../../lib/ui/MessageText';
import { useConversations, useRoomView } from './context';
import { useRoomScope } from './roomIntent';

/** What is pinned in a room; read anew whenever a message has changed. */
export function PinnedDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const { api } = useSigned();
  const { events } = useRoomView(room.id);
  const changedAt = events.findLast(({ content }) => isChange(content))?.seq;
  const load = useCallback(
    () => api.get(`/rooms/${room.id}/pins`, decodeFoldedItems),
    [api, room.id],
  );
  const [found, again] = useLoad(load, changedAt);
  const unpinned = useUnpinned(room.id);
  return (
    <Dialog title="Pinned messages" onClose={onClose}>
      {found.state === 'loading' && <Spinner label="Loading what is pinned" />}
      {found.state === 'failed' && <Failed message={found.message} onRetry={again} />}
      {found.state === 'ready' && (
        <Pins
          pins={found.value.filter(({ seq, text }) => text !== undefined && !unpinned.has(seq))}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

/** What is being unpinned goes at once, and comes back where that is refused. */
function useUnpinned(roomId: string): ReadonlySet<number> {
  const outbox = useStore(useConversations().deliveries.items);
  return new Set(
    outbox.flatMap((item) =>
      item.roomId === roomId && item.action.kind === 'unpin' ? [item.action.target.seq] : [],
    ),
  );
}

function Pins({ pins, onClose }: { pins: readonly FoldedMessage[]; onClose: () => void }) {
  if (pins.length === 0) {
    return (
      <Empty icon="pin" title="Nothing is pinned">
        Pin what everybody should find again.
      </Empty>
    );
  }
  return (
    <ul className="pins">
      {pins.map((pin) => (
        <Pin key={pin.seq} pin={pin} onClose={onClose} />
      ))}
    </ul>
  );
}

function Pin({ pin, onClose }: { pin: FoldedMessage; onClose: () => void }) {
  const { intent, rights, act } = useRoomScope();
  const { seq, messageId } = pin;
  return (
    <li className="pin">
      <p className="pin__head">
        <bdi>{pin.author.name}</bdi>
        <time dateTime={new Date(pin.at).toISOString()}>{fullTime(pin.at)}</time>
      </p>
      <MessageText text={pin.text ?? ''} mentions={pin.mentions} />
      <p className="pin__foot">
        <button
          type="button"
          className="link"
          onClick={() => {
            onClose();
            intent.jump.set({ seq });
          }}
        >
          Go to the message
        </button>
        {rights.pin && (
          <IconButton
            icon="unpin"
            label={`Unpin the message of ${isolated(pin.author.name)}`}
            onClick={() => {
              act({ kind: 'unpin', target: { seq, messageId } });
            }}
          />
        )}
      </p>
    </li>
  );
}
