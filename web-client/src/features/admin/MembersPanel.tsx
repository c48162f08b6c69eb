import { useCallback, useState } from 'react';
import { messageOf, nothing } from '../../lib/http/api';
import { allOf, allPeople } from '../../lib/http/pages';
import { useLoad } from '../../lib/http/useLoad';
import { decodeMember, type Member } from '../../lib/model/members';
import type { Person } from '../../lib/model/people';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useNow } from '../../lib/time/useNow';
import { Button, Failed, FormProblem, IconButton, Spinner } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { PeoplePicker, PersonLine } from '../../lib/ui/PeoplePicker';
import { MemberDialog } from './MemberDialog';
import { RoomBansDialog } from './RoomBansDialog';
import { RoomInvitationsDialog } from './RoomInvitationsDialog';

type Opened = 'add' | 'bans' | 'invitations' | Member;

/** Who is in a room; an admin lets people in, and says what each may do. */
export function MembersPanel({ room, onClose }: { room: Room; onClose: () => void }) {
  const { me, api } = useSigned();
  const load = useCallback(
    (signal: AbortSignal) => allOf(api, `/rooms/${room.id}/members`, decodeMember, { signal }),
    [api, room.id],
  );
  // A new version of the room may mean other members
  const [members, again] = useLoad(load, room.version);
  const [opened, setOpened] = useState<Opened>();
  const isAdmin = me.role === 'ADMIN';
  const close = () => {
    setOpened(undefined);
  };
  const present = members.state === 'ready' ? members.value : [];
  return (
    <aside className="side-panel" aria-label="Members">
      <header className="pane__head">
        <h2 className="pane__title pane__titles">Members</h2>
        <IconButton icon="close" label="Hide members" onClick={onClose} />
      </header>
      {isAdmin && room.kind !== 'support' && <RoomActs room={room} onOpen={setOpened} />}
      {members.state === 'loading' && <Spinner label="Loading members" />}
      {members.state === 'failed' && <Failed message={members.message} onRetry={again} />}
      {members.state === 'ready' && (
        <ul className="members">
          {members.value.map((member) => (
            <li key={member.id} className="person">
              <PersonLine person={member} />
              <StandingTag member={member} />
              {isAdmin && member.id !== me.id && (
                <IconButton
                  icon="edit"
                  label={`Manage ${member.displayName}`}
                  onClick={() => {
                    setOpened(member);
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {opened === 'add' && (
        <AddPeopleDialog room={room} present={present} onAdded={again} onClose={close} />
      )}
      {opened === 'bans' && <RoomBansDialog room={room} onClose={close} />}
      {opened === 'invitations' && <RoomInvitationsDialog room={room} onClose={close} />}
      {typeof opened === 'object' && (
        <MemberDialog room={room} member={opened} onChanged={again} onClose={close} />
      )}
    </aside>
  );
}

function RoomActs({ room, onOpen }: { room: Room; onOpen: (opened: Opened) => void }) {
  return (
    <div className="card__acts side-panel__add">
      {!room.forEverybody && (
        <Button
          icon="plus"
          onClick={() => {
            onOpen('add');
          }}
        >
          Add people
        </Button>
      )}
      <Button
        onClick={() => {
          onOpen('invitations');
        }}
      >
        Invite by link
      </Button>
      <Button
        onClick={() => {
          onOpen('bans');
        }}
      >
        Bans
      </Button>
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
  const load = useCallback((signal: AbortSignal) => allPeople(api, signal), [api]);
  const [people, again] = useLoad(load);
  const [problem, setProblem] = useState<string>();
  const inRoom = new Set(present.map((person) => person.id));
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
    <Dialog title={`Add people to ${room.name}`} onClose={onClose}>
      {people.state === 'loading' && <Spinner label="Loading people" />}
      {people.state === 'failed' && <Failed message={people.message} onRetry={again} />}
      {people.state === 'ready' && (
        <PeoplePicker
          people={people.value.filter((person) => !inRoom.has(person.id))}
          onChoose={add}
          label="Find a person"
          nobody="Everybody is here."
        />
      )}
      <FormProblem message={problem} />
      <div className="dialog__foot">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </Dialog>
  );
}
