import { useState } from 'react';
import { ApiError, fieldProblem } from '../../lib/http/api';
import { decodeRoom, type Room } from '../../lib/model/rooms';
import type { RoomSettings, Windows } from '../../lib/model/roomSettings';
import { Button } from '../../lib/ui/controls';
import { ActProblem, Form, Submit } from '../../lib/ui/forms';
import { SidePanel } from '../../lib/ui/SidePanel';
import { useAct } from '../../lib/ui/useAct';
import { Choice } from '../../lib/ui/Choice';
import {
  inputOf,
  patchOf,
  sameInput,
  windowProblem,
  type Setting,
  type SettingsInput,
} from './settingsForm';
import { useApplied } from './useApplied';
import { WindowField } from './WindowField';

type Changed = Partial<SettingsInput>;

const WINDOWS = ['editWindowMs', 'deleteWindowMs'] as const;

const WINDOW_LABELS = {
  editWindowMs: 'Authors may edit their messages',
  deleteWindowMs: 'Authors may delete their messages',
} as const;

const CHOICES = [
  [
    'editHistory',
    'Who sees what edited messages said before',
    [
      ['everyone', 'Everybody here'],
      ['admins', 'Admins'],
      ['nobody', 'Nobody'],
    ],
  ],
  [
    'reactions',
    'Reactions',
    [
      ['on', 'Allowed'],
      ['off', 'Not allowed'],
    ],
  ],
  [
    'threads',
    'Replies in threads',
    [
      ['inline', 'With the other messages'],
      ['collapsed', 'In their threads alone'],
    ],
  ],
  [
    'receipts',
    'Who has read a message',
    [
      ['usual', 'As usual: names in small rooms'],
      ['names', 'Names are shown'],
      ['count', 'How many is shown'],
      ['off', 'Is not shown'],
    ],
  ],
  [
    'typing',
    'That somebody is writing',
    [
      ['on', 'Is shown'],
      ['off', 'Is not shown'],
    ],
  ],
  [
    'mentionAll',
    'Who may mention the whole room',
    [
      ['members', 'Everybody who may write'],
      ['admins', 'Admins'],
      ['nobody', 'Nobody'],
    ],
  ],
] as const;

const TOLD: ReadonlySet<string> = new Set(['receipts', 'typing']);

/** What a room sets for itself. What nobody has touched here follows what others set meanwhile. */
export function SettingsPanel({
  room,
  usual,
  tellsReading,
  onChanged,
  onStale,
  onClose,
}: {
  room: Room;
  /** The windows where a room sets none. */
  usual: Windows;
  /** Whether the server tells who reads and writes: one of before takes no such settings. */
  tellsReading: boolean;
  onChanged: (room: Room) => void;
  /** Reads the room anew, since somebody has changed it. */
  onStale: () => Promise<unknown>;
  onClose: () => void;
}) {
  const apply = useApplied();
  const act = useAct();
  const { shown, changed, isOverruled, set, forget } = useChanged(room.settings);
  const [tries, setTries] = useState(0);
  const problems = Object.fromEntries(WINDOWS.map((name) => [name, windowProblem(shown[name])]));
  const isWrong = WINDOWS.some((name) => problems[name] !== undefined);
  const save = async () => {
    const call = { method: 'PATCH', path: `/rooms/${room.id}/settings` } as const;
    const headers = { 'If-Match': `"${room.version}"` };
    try {
      const answer = await apply({ ...call, headers, body: patchOf(changed) }, 'Saved.');
      onChanged(decodeRoom(answer));
      forget();
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 412) {
        await onStale();
      }
      throw error;
    }
  };
  return (
    <SidePanel title="Settings of the room" closes="Close the settings" onClose={onClose}>
      <div className="settings">
        <Form
          act={act}
          tries={tries}
          onSubmit={() => {
            setTries(tries + 1);
            if (!isWrong) {
              act.run(save);
            }
          }}
        >
          {WINDOWS.map((name) => (
            <WindowField
              key={name}
              label={WINDOW_LABELS[name]}
              value={shown[name]}
              usualMs={usual[name]}
              problem={(tries > 0 ? problems[name] : undefined) ?? fieldProblem(act.error, name)}
              onChange={(value) => {
                set(name, value);
              }}
            />
          ))}
          {CHOICES.filter(([name]) => tellsReading || !TOLD.has(name)).map(
            ([name, label, choices]) => (
              <Choice
                key={name}
                label={label}
                value={shown[name]}
                choices={choices}
                onChange={(value) => {
                  set(name, value);
                }}
              />
            ),
          )}
          <p role="status" className="settings__note">
            {isOverruled && 'Somebody else has changed this meanwhile. Saving replaces that.'}
          </p>
          <ActProblem act={act} fields={WINDOWS} />
          <div className="card__acts">
            <Submit act={act} disabled={Object.keys(changed).length === 0}>
              Save
            </Submit>
            <Button disabled={Object.keys(changed).length === 0} onClick={forget}>
              Undo
            </Button>
          </div>
        </Form>
      </div>
    </SidePanel>
  );
}

interface ChangedSettings {
  readonly shown: SettingsInput;
  /** What differs from what the room has set. */
  readonly changed: Changed;
  /** Whether something of that was set by somebody else since it was changed here. */
  readonly isOverruled: boolean;
  readonly set: <S extends Setting>(name: S, value: SettingsInput[S]) => void;
  readonly forget: () => void;
}

function useChanged(settings: RoomSettings | undefined): ChangedSettings {
  const [touched, setTouched] = useState<{ readonly now: Changed; readonly before: Changed }>({
    now: {},
    before: {},
  });
  const present = inputOf(settings);
  const isChanged = ([name, value]: [string, unknown]) =>
    !sameInput(value, present[name as Setting]);
  const changed: Changed = Object.fromEntries(Object.entries(touched.now).filter(isChanged));
  const isOverruled = Object.keys(changed).some(
    (name) => !sameInput(touched.before[name as Setting], present[name as Setting]),
  );
  return {
    shown: { ...present, ...touched.now },
    changed,
    isOverruled,
    set: (name, value) => {
      setTouched(({ now, before }) => ({
        now: { ...now, [name]: value },
        before: { [name]: present[name], ...before },
      }));
    },
    forget: () => {
      setTouched({ now: {}, before: {} });
    },
  };
}
