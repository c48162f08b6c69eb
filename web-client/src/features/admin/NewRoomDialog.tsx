import { useCallback, useState } from 'react';
import { fieldProblem, messageOf } from '../../lib/http/api';
import type { Person } from '../../lib/model/people';
import { decodeRoom, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { randomId } from '../../lib/text/ids';
import { Button, Field, FormProblem } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { Icon, type IconName } from '../../lib/ui/Icon';
import { PeoplePicker } from '../../lib/ui/PeoplePicker';

type Kind = 'group' | 'announce';

const KINDS: readonly { kind: Kind; icon: IconName; title: string; text: string }[] = [
  { kind: 'group', icon: 'group', title: 'Group', text: 'Every member reads and writes' },
  {
    kind: 'announce',
    icon: 'megaphone',
    title: 'Announcements',
    text: 'Admins write, members read',
  },
];
const LONGEST_NAME = 100;

export function NewRoomDialog({
  onCreated,
  onClose,
}: {
  onCreated: (room: Room) => void;
  onClose: () => void;
}) {
  const { me, api } = useSigned();
  const fits = useCallback(({ id }: Person) => id !== me.id, [me.id]);
  const [kind, setKind] = useState<Kind>('group');
  const [forEverybody, setForEverybody] = useState(false);
  const [fromJoining, setFromJoining] = useState(false);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [key] = useState(randomId);

  const everybody = kind === 'announce' && forEverybody;
  const create = () => {
    setBusy(true);
    setError(undefined);
    const body = everybody
      ? { kind, name: name.trim(), members: [], audience: 'everybody' }
      : {
          kind,
          name: name.trim(),
          members: [...chosen],
          history: fromJoining ? 'joined' : 'all',
        };
    const headers = { 'Idempotency-Key': key };
    api
      .call({ method: 'POST', path: '/rooms', body, headers, decode: decodeRoom })
      .then(onCreated, (refusal: unknown) => {
        setError(refusal);
        setBusy(false);
      });
  };
  const nameProblem = fieldProblem(error, 'name');
  return (
    <Dialog title="New room" onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        <KindChoice kind={kind} onChange={setKind} />
        <Field label="Name" problem={nameProblem}>
          {(props) => (
            <input
              {...props}
              className="input"
              required
              data-first
              maxLength={LONGEST_NAME}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        {kind === 'announce' && (
          <label className="check">
            <input
              type="checkbox"
              checked={forEverybody}
              onChange={(event) => {
                setForEverybody(event.target.checked);
              }}
            />
            <span>For everybody with an account, now and later</span>
          </label>
        )}
        {!everybody && (
          <>
            <label className="check">
              <input
                type="checkbox"
                checked={fromJoining}
                onChange={(event) => {
                  setFromJoining(event.target.checked);
                }}
              />
              <span>People who join later do not see earlier messages</span>
            </label>
            <p className="field__label">Members{chosen.size > 0 && ` · ${chosen.size} chosen`}</p>
            <PeoplePicker
              fits={fits}
              chosen={chosen}
              onChoose={(person) => {
                setChosen((before) => toggled(before, person.id));
              }}
              label="Find people to add"
              nobody="There is nobody to add yet."
            />
          </>
        )}
        <FormProblem message={error === undefined || nameProblem ? undefined : messageOf(error)} />
        <div className="dialog__foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy} disabled={busy || name.trim() === ''}>
            Create room
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function KindChoice({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  return (
    <fieldset className="choices">
      <legend className="hidden">Kind of room</legend>
      {KINDS.map((each) => (
        <label key={each.kind} className="choice">
          <input
            type="radio"
            name="kind"
            checked={kind === each.kind}
            onChange={() => {
              onChange(each.kind);
            }}
          />
          <Icon name={each.icon} />
          <span>
            <span className="choice__title">{each.title}</span>
            <span className="choice__text">{each.text}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}
