import { useCallback, useState } from 'react';
import { messageOf, nothing } from '../../lib/http/api';
import { allOf, allPeople } from '../../lib/http/pages';
import { useLoad } from '../../lib/http/useLoad';
import { decodePerson, type Person } from '../../lib/model/people';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { Button, Failed, FormProblem, IconButton, Spinner } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { PeoplePicker, PersonLine } from '../../lib/ui/PeoplePicker';

/** Who is in a room; an admin adds and removes people. */
export function MembersPanel({ room, onClose }: { room: Room; onClose: () => void }) {
  const { me, api } = useSigned();
  const load = useCallback(
    (signal: AbortSignal) => allOf(api, `/rooms/${room.id}/members`, decodePerson, { signal }),
    [api, room.id],
  );
  // A new version of the room may mean other members
  const [members, again] = useLoad(load, room.version);
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<string>();
  const remove = (person: Person) => {
    setProblem(undefined);
    api
      .call({ method: 'DELETE', path: `/rooms/${room.id}/members/${person.id}`, decode: nothing })
      .then(again, (error: unknown) => {
        setProblem(messageOf(error));
      });
  };
  return (
    <aside className="side-panel" aria-label="Members">
      <header className="pane__head">
        <h2 className="pane__title pane__titles">Members</h2>
        <IconButton icon="close" label="Hide members" onClick={onClose} />
      </header>
      {me.role === 'ADMIN' && (
        <Button
          icon="plus"
          className="side-panel__add"
          onClick={() => {
            setAdding(true);
          }}
        >
          Add people
        </Button>
      )}
      <FormProblem message={problem} />
      {members.state === 'loading' && <Spinner label="Loading members" />}
      {members.state === 'failed' && <Failed message={members.message} onRetry={again} />}
      {members.state === 'ready' && (
        <ul className="members">
          {members.value.map((person) => (
            <li key={person.id} className="person">
              <PersonLine person={person} />
              {me.role === 'ADMIN' && person.id !== me.id && (
                <IconButton
                  icon="close"
                  label={`Remove ${person.displayName}`}
                  onClick={() => {
                    remove(person);
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <AddPeopleDialog
          room={room}
          present={members.state === 'ready' ? members.value : []}
          onAdded={again}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </aside>
  );
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
