import { useCallback } from 'react';
import { ApiError } from '../../../lib/http/api';
import { allOf } from '../../../lib/http/pages';
import { useLoad } from '../../../lib/http/useLoad';
import type { FoldedMessage } from '../../../lib/model/fold';
import { decodeReader, decodeSeen, type Reader, type SeenBy } from '../../../lib/model/seen';
import { useSigned } from '../../../lib/session/context';
import { useStore } from '../../../lib/state/useStore';
import { Avatar } from '../../../lib/ui/Avatar';
import { Empty, Failed, Spinner } from '../../../lib/ui/controls';
import { Dialog } from '../../../lib/ui/Dialog';
import { useRoomScope } from '../roomIntent';

/** Who has read a message. */
export function SeenDialog() {
  const { intent } = useRoomScope();
  const message = useStore(intent.seenBy);
  return (
    message && (
      <Dialog
        title="Seen by"
        onClose={() => {
          intent.seenBy.set(undefined);
        }}
      >
        <Readers message={message} />
      </Dialog>
    )
  );
}

/** The room does not tell this. */
const HIDDEN = 'hidden';

function Readers({ message: { seq } }: { message: Pick<FoldedMessage, 'seq'> }) {
  const { api, me } = useSigned();
  const { roomId } = useRoomScope();
  const load = useCallback(
    async (signal: AbortSignal): Promise<SeenBy | typeof HIDDEN> => {
      const path = `/rooms/${roomId}/messages/${seq}/seen`;
      try {
        const seen = await api.get(path, decodeSeen, signal);
        return seen.readers && !seen.isWhole
          ? { ...seen, readers: await allOf(api, path, decodeReader, { signal }) }
          : seen;
      } catch (error) {
        if (error instanceof ApiError && error.problem.status < 500) {
          return HIDDEN;
        }
        throw error;
      }
    },
    [api, roomId, seq],
  );
  const [found, again] = useLoad(load);
  switch (found.state) {
    case 'loading':
      return <Spinner label="Loading who has seen it" />;
    case 'failed':
      return <Failed message={found.message} onRetry={again} />;
    case 'ready':
      return found.value === HIDDEN ? (
        <Empty icon="info" title="This room does not tell who has read" />
      ) : (
        <SeenList seen={found.value} myId={me.id} />
      );
  }
}

function SeenList({ seen: { count, readers, delivered }, myId }: { seen: SeenBy; myId: string }) {
  const others = readers?.filter(({ id }) => id !== myId);
  if (count === 0 || others?.length === 0) {
    return (
      <>
        <Empty icon="eye" title="Nobody has seen it yet" />
        <DeliveredList people={delivered?.people} />
      </>
    );
  }
  if (!others) {
    return (
      <Empty
        icon="eye"
        title={count === 1 ? 'Seen by 1 person' : `Seen by ${count.toLocaleString()} people`}
      >
        In this room it is told how many have read, not who.
      </Empty>
    );
  }
  return (
    <>
      <ul className="readers" aria-label="Who has seen it">
        {others.map((reader) => (
          <ReaderRow key={reader.id} reader={reader} />
        ))}
      </ul>
      <DeliveredList people={delivered?.people} />
    </>
  );
}

/** Those who have not seen it, but have it on a device. */
function DeliveredList({ people = [] }: { people: readonly Reader[] | undefined }) {
  return (
    people.length > 0 && (
      <>
        <h3 className="field__label">Delivered</h3>
        <ul className="readers" aria-label="Who has it on a device">
          {people.map((reader) => (
            <ReaderRow key={reader.id} reader={reader} />
          ))}
        </ul>
      </>
    )
  );
}

function ReaderRow({ reader: { id, name } }: { reader: Reader }) {
  return (
    <li className="reader">
      <Avatar id={id} name={name} size="small" />
      <bdi>{name}</bdi>
    </li>
  );
}
