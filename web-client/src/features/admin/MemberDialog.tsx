import { useState } from 'react';
import type { Member } from '../../lib/model/members';
import type { Room } from '../../lib/model/rooms';
import { useNow } from '../../lib/time/useNow';
import { fullTime } from '../../lib/time/words';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { ActProblem, TextField } from '../../lib/ui/forms';
import { PresenceLine } from '../../lib/ui/PresenceDot';
import { useAct } from '../../lib/ui/useAct';
import { Choice } from '../../lib/ui/Choice';
import { useApplied, type AppliedCall } from './useApplied';
import { isolated } from '../../lib/text/bidi';

const MINUTE_MS = 60_000;
const LENGTHS = [
  ['10', 'for 10 minutes'],
  ['60', 'for an hour'],
  ['1440', 'for a day'],
  ['10080', 'for a week'],
] as const;

/** What one member may do in a room. */
export function MemberDialog({
  room,
  member,
  onChanged,
  onClose,
}: {
  room: Room;
  member: Member;
  onChanged: () => void;
  onClose: () => void;
}) {
  const apply = useApplied();
  const act = useAct();
  const [minutes, setMinutes] = useState('60');
  const [reason, setReason] = useState('');
  const now = useNow(10_000);
  const path = `/rooms/${room.id}/members/${member.id}`;
  const why = reason.trim() === '' ? {} : { reason: reason.trim() };
  const run = (call: () => AppliedCall, done: string) => () => {
    act.run(async () => {
      await apply(call(), done);
      onChanged();
      onClose();
    });
  };
  const isMuted = member.mutedUntil !== undefined && member.mutedUntil > now;
  const mute = run(
    () => ({
      method: 'PUT',
      path: `${path}/mute`,
      body: { until: timeIn(minutes), ...why },
    }),
    'Muted.',
  );
  return (
    <Dialog title={`${isolated(member.displayName)} (@${member.username})`} onClose={onClose}>
      <div className="form">
        <p className="presence-line">
          <PresenceLine userId={member.id} />
        </p>
        <p>{standingWords(member, isMuted)}</p>
        <TextField
          label="Reason"
          hint="For a mute or a ban; kept for other admins"
          value={reason}
          onChange={setReason}
          maxLength={500}
          optional
        />
        <div className="filters">
          <Choice label="Mute" value={minutes} onChange={setMinutes} choices={LENGTHS} />
          <Button disabled={act.busy} onClick={mute}>
            Mute
          </Button>
          {isMuted && (
            <Button
              disabled={act.busy}
              onClick={run(() => ({ method: 'DELETE', path: `${path}/mute` }), 'May write again.')}
            >
              Unmute
            </Button>
          )}
        </div>
        {room.kind !== 'support' && (
          <RoomRights room={room} member={member} why={why} busy={act.busy} run={run} />
        )}
        <ActProblem act={act} />
      </div>
    </Dialog>
  );
}

function RoomRights({
  room,
  member,
  why,
  busy,
  run,
}: {
  room: Room;
  member: Member;
  why: { reason?: string };
  busy: boolean;
  run: (call: () => AppliedCall, done: string) => () => void;
}) {
  const path = `/rooms/${room.id}/members/${member.id}`;
  const other = member.standing === 'spectator' ? 'member' : 'spectator';
  return (
    <div className="card__acts">
      <Button
        disabled={busy}
        onClick={run(
          () => ({ method: 'PUT', path, body: { standing: other } }),
          other === 'spectator' ? 'A spectator now.' : 'A member now.',
        )}
      >
        {other === 'spectator' ? 'Make a spectator' : 'Make a member'}
      </Button>
      {!room.forEverybody && (
        <Button disabled={busy} onClick={run(() => ({ method: 'DELETE', path }), 'Removed.')}>
          Remove
        </Button>
      )}
      {member.role !== 'ADMIN' && (
        <Button
          look="danger"
          disabled={busy}
          onClick={run(
            () => ({ method: 'PUT', path: `/rooms/${room.id}/bans/${member.id}`, body: why }),
            'Banned from the room.',
          )}
        >
          Ban from the room
        </Button>
      )}
    </div>
  );
}

function standingWords(member: Member, isMuted: boolean): string {
  if (isMuted && member.mutedUntil !== undefined) {
    return `Muted until ${fullTime(member.mutedUntil)}.`;
  }
  return member.standing === 'spectator' ? 'A spectator: only reads.' : 'A member: may write.';
}

function timeIn(minutes: string): string {
  return new Date(Date.now() + Number(minutes) * MINUTE_MS).toISOString();
}
