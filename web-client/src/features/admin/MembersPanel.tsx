import { useCallback, useMemo, useState } from 'react';
import { messageOf, nothing } from '../../lib/http/api';
import { withQuery } from '../../lib/http/query';
import { usePages } from '../../lib/http/usePages';
import { decodeMember, type Member } from '../../lib/model/members';
import type { Person } from '../../lib/model/people';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { isolated } from '../../lib/text/bidi';
import { useNow } from '../../lib/time/useNow';
import { Button, FormProblem, IconButton } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import type { IconName } from '../../lib/ui/Icon';
import { PersonLine } from '../../lib/ui/names';
import { PeoplePicker } from '../../lib/ui/PeoplePicker';
import { Rows } from '../../lib/ui/rows';
import { SidePanel } from '../../lib/ui/SidePanel';
import { LeaveRoomDialog } from './LeaveRoomDialog';
import { MemberDialog } from './MemberDialog';
import { RenameRoomDialog } from './RenameRoomDialog';
import { RoomBansDialog } from './RoomBansDialog';
import { RoomInvitationsDialog } from './RoomInvitationsDialog';

type Opened = 'add' | 'bans' | 'invitations' | 'rename' | 'leave' | Member;

const PAGE = '100';

/** Who is in a room; an admin lets people in, and says what each may do. */
export function MembersPanel({
  room,
  onLeft,
  onClose,
}: {
  room: Room;
  onLeft: () => void;
  onClose: () => void;
}) {
  const { me, api } = useSigned();
  const path = withQuery(`/rooms/${room.id}/members`, { limit: PAGE });
  // A new version of the room may mean other members
  const { loaded, more, again } = usePages(api, path, decodeMember, room.version);
  const [opened, setOpened] = useState<Opened>();
  const isAdmin = me.role === 'ADMIN';
  const close = () => {
    setOpened(undefined);
  };
  const present = loaded.state === 'ready' ? loaded.value : [];
  return (
    <SidePanel title="Members" closes="Hide members" onClose={onClose}>
      {room.kind !== 'support' && <RoomActs room={room} isAdmin={isAdmin} onOpen={setOpened} />}
      <div className="members">
        <Rows
          loaded={loaded}
          again={again}
          more={more}
          label="Members"
          loading="Loading members"
          keyOf={({ id }) => id}
          className="person"
        >
          {(member) => (
            <>
              <PersonLine person={member} />
              <StandingTag member={member} />
              {isAdmin && member.id !== me.id && (
                <IconButton
                  icon="edit"
                  label={`Manage ${isolated(member.displayName)}`}
                  onClick={() => {
                    setOpened(member);
                  }}
                />
              )}
            </>
          )}
        </Rows>
      </div>
      {opened === 'add' && (
        <AddPeopleDialog room={room} present={present} onAdded={again} onClose={close} />
      )}
      {opened === 'rename' && <RenameRoomDialog room={room} onClose={close} />}
      {opened === 'leave' && <LeaveRoomDialog room={room} onLeft={onLeft} onClose={close} />}
      {opened === 'bans' && <RoomBansDialog room={room} onClose={close} />}
      {opened === 'invitations' && <RoomInvitationsDialog room={room} onClose={close} />}
      {typeof opened === 'object' && (
        <MemberDialog room={room} member={opened} onChanged={again} onClose={close} />
      )}
    </SidePanel>
  );
}

function RoomActs({
  room,
  isAdmin,
  onOpen,
}: {
  room: Room;
  isAdmin: boolean;
  onOpen: (opened: Opened) => void;
}) {
  const acts: readonly { opened: Opened; label: string; icon?: IconName; isThere: boolean }[] = [
    { opened: 'add', label: 'Add people', icon: 'plus', isThere: isAdmin && !room.forEverybody },
    { opened: 'invitations', label: 'Invite by link', isThere: isAdmin },
    { opened: 'rename', label: 'Rename', isThere: isAdmin },
    { opened: 'bans', label: 'Bans', isThere: isAdmin },
    { opened: 'leave', label: 'Leave', isThere: !room.forEverybody && room.standing !== 'none' },
  ];
  return (
    <div className="card__acts side-panel__add">
      {acts
        .filter(({ isThere }) => isThere)
        .map(({ opened, label, icon }) => (
          <Button
            key={label}
            {...(icon && { icon })}
            onClick={() => {
              onOpen(opened);
            }}
          >
            {label}
          </Button>
        ))}
      {isAdmin && (
        <a className="button button--plain" href={`#/rooms/${room.id}/settings`}>
          Settings
        </a>
      )}
    </div>
  );
}

function StandingTag({ member }: { member: Member }) {
  const now = useNow(10_000);
  if (member.mutedUntil !== undefined && member.mutedUntil > now) {
    return <span className="tag tag--danger">Muted</span>;
  }
  return member.standing === 'spectator' ? <span className="tag">Spectator</span> : null;
}

function AddPeopleDialog({
  room,
  present,
  onAdded,
  onClose,
}: {
  room: Room;
  present: readonly Person[];
  onAdded: () => void;
  onClose: () => void;
}) {
  const { api } = useSigned();
  const [problem, setProblem] = useState<string>();
  const inRoom = useMemo(() => new Set(present.map((person) => person.id)), [present]);
  const fits = useCallback(({ id }: Person) => !inRoom.has(id), [inRoom]);
  const add = (person: Person) => {
    setProblem(undefined);
    const path = `/rooms/${room.id}/members`;
    api
      .call({ method: 'POST', path, body: { members: [person.id] }, decode: nothing })
      .then(onAdded, (error: unknown) => {
        setProblem(messageOf(error));
      });
  };
  return (
    <Dialog title={`Add people to ${isolated(room.name)}`} onClose={onClose}>
      <PeoplePicker fits={fits} onChoose={add} label="Find a person" nobody="Everybody is here." />
      <FormProblem message={problem} />
      <div className="dialog__foot">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
