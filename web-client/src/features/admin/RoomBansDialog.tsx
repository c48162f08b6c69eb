import { useCallback } from 'react';
import { allOf } from '../../lib/http/pages';
import { useLoad } from '../../lib/http/useLoad';
import { decodeRoomBan } from '../../lib/model/members';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { fullTime } from '../../lib/time/words';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { ActProblem } from '../../lib/ui/forms';
import { Rows } from '../../lib/ui/rows';
import { useAct } from '../../lib/ui/useAct';
import { useApplied } from './useApplied';
import { isolated } from '../../lib/text/bidi';
import { Name } from '../../lib/ui/names';

/** Who is kept out of a room. */
export function RoomBansDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const { api } = useSigned();
  const apply = useApplied();
  const path = `/rooms/${room.id}/bans`;
  const load = useCallback(
    (signal: AbortSignal) => allOf(api, path, decodeRoomBan, { signal }),
    [api, path],
  );
  const [bans, again] = useLoad(load, room.version);
  const act = useAct();
  const lift = (userId: string) => {
    act.run(async () => {
      await apply({ method: 'DELETE', path: `${path}/${userId}` }, 'The ban is lifted.');
      again();
    });
  };
  return (
    <Dialog title={`Banned from ${isolated(room.name)}`} onClose={onClose}>
      <Rows
        loaded={bans}
        again={again}
        label="Bans"
        loading="Loading bans"
        empty="Nobody is."
        keyOf={({ user }) => user.id}
      >
        {({ user, bannedAt, bannedBy, reason }) => (
          <>
            <span className="row__text">
              <span className="row__title">
                <Name person={user} />
              </span>
              <span className="row__note">
                {fullTime(bannedAt)}
                {bannedBy && ` by ${isolated(bannedBy.displayName)}`}
                {reason !== undefined && ` · ${reason}`}
              </span>
            </span>
            <Button
              disabled={act.busy}
              onClick={() => {
                lift(user.id);
              }}
            >
              Lift
            </Button>
          </>
        )}
      </Rows>
      <ActProblem act={act} />
    </Dialog>
  );
}
