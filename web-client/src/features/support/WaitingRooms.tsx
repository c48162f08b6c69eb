import { useState } from 'react';
import { nothing } from '../../lib/http/api';
import { usePages } from '../../lib/http/usePages';
import type { SupportQueue } from '../../lib/model/queues';
import { decodeRoom, titleOf, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { fullTime } from '../../lib/time/words';
import { Button } from '../../lib/ui/controls';
import { ActProblem } from '../../lib/ui/forms';
import { Section } from '../../lib/ui/page';
import { Rows } from '../../lib/ui/rows';
import { useAct } from '../../lib/ui/useAct';
import { isolated } from '../../lib/text/bidi';
import { Name } from '../../lib/ui/names';

const TABS = [
  ['none', 'Waiting'],
  ['me', 'Mine'],
  ['any', 'All'],
] as const;

/** The rooms of one queue, to be taken and given back. */
export function WaitingRooms({ queue, version }: { queue: SupportQueue; version: number }) {
  const { api } = useSigned();
  const [claimed, setClaimed] = useState<string>('none');
  const path = `/support/queues/${queue.id}/rooms?claimed=${claimed}`;
  const { loaded, more, again } = usePages(api, path, decodeRoom, version);
  return (
    <Section title={queue.name}>
      <div className="tabs" role="group" aria-label={`Which rooms of ${queue.name}`}>
        {TABS.map(([value, label]) => (
          <button
            key={value}
            type="button"
            className="tab"
            aria-pressed={claimed === value}
            onClick={() => {
              setClaimed(value);
            }}
          >
            {label}
          </button>
        ))}
      </div>
      <Rows
        loaded={loaded}
        again={again}
        more={more}
        label={`Rooms of ${queue.name}`}
        loading="Loading rooms"
        empty="Nobody waits here."
        keyOf={({ id }) => id}
      >
        {(room) => <RoomRow room={room} onChanged={again} />}
      </Rows>
    </Section>
  );
}

function RoomRow({ room, onChanged }: { room: Room; onChanged: () => void }) {
  const { api } = useSigned();
  const act = useAct();
  const path = `/rooms/${room.id}/claim`;
  const change = async () => {
    await (room.claimedBy
      ? api.call({ method: 'DELETE', path, decode: nothing })
      : api.call({ method: 'PUT', path, decode: nothing }));
    onChanged();
  };
  return (
    <>
      <span className="row__text">
        <a className="row__title" href={`#/rooms/${room.id}`}>
          {room.with ? <Name person={room.with} /> : <bdi>{titleOf(room)}</bdi>}
          {room.createdAt !== undefined && ` · since ${fullTime(room.createdAt)}`}
        </a>
        <span className="row__note">
          {room.claimedBy
            ? `${isolated(room.claimedBy.displayName)} works on this`
            : 'Nobody works on this yet'}
        </span>
      </span>
      <ActProblem act={act} />
      <Button
        disabled={act.busy}
        onClick={() => {
          act.run(change);
        }}
      >
        {room.claimedBy ? 'Release' : 'Claim'}
      </Button>
    </>
  );
}
