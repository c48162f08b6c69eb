import { useState } from 'react';
import { messageOf } from '../../../lib/http/api';
import { isDndAt, type Dnd } from '../../../lib/model/dnd';
import { statusAt, type MyStatus, type Shown } from '../../../lib/model/status';
import { usePresence, useShown } from '../../../lib/presence/context';
import type { Presence } from '../../../lib/presence/presence';
import { stateWords } from '../../../lib/presence/words';
import { useSigned } from '../../../lib/session/context';
import { Store } from '../../../lib/state/store';
import { useStore } from '../../../lib/state/useStore';
import { isolated } from '../../../lib/text/bidi';
import { useNow } from '../../../lib/time/useNow';
import { tomorrow, untilWords } from '../../../lib/time/words';
import { Avatar } from '../../../lib/ui/Avatar';
import { Menu, MenuChoice, MenuItem } from '../../../lib/ui/Menu';
import { PersonAvatar } from '../../../lib/ui/PresenceDot';
import { useToast } from '../../../lib/ui/toasts';
import { ScheduleDialog } from './ScheduleDialog';
import { StatusDialog } from './StatusDialog';
import { dndBody, setWords } from './statusForm';

const MINUTE_MS = 60_000;
const NOW_MS = 15_000;
const NOTHING = new Store<undefined>(undefined);

const SHOWN: readonly (readonly [Shown, string])[] = [
  ['auto', 'Automatic: online while you are here'],
  ['away', 'Away'],
  ['invisible', 'Invisible: offline for others'],
];

type Opened = 'menu' | 'status' | 'schedule';

/** One's own face, with all that the others are shown of oneself behind it. */
export function StatusButton() {
  const { me } = useSigned();
  const presence = usePresence();
  const mine = useStore<MyStatus | undefined>(presence?.mine ?? NOTHING);
  const shown = useShown(me.id);
  const [opened, setOpened] = useState<Opened>();
  const [at, setAt] = useState({ x: 0, y: 0 });
  if (!presence || !mine) {
    return <Avatar id={me.id} name={me.displayName} size="small" />;
  }
  const close = () => {
    setOpened(undefined);
  };
  const label = `Your status${shown ? `: ${stateWords(shown)}` : ''}`;
  return (
    <>
      <button
        type="button"
        className="status-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect();
          setAt({ x: left, y: top });
          setOpened('menu');
        }}
      >
        <PersonAvatar id={me.id} name={me.displayName} size="small" />
      </button>
      {opened === 'menu' && (
        <Menu label="Your status" at={at} onClose={close}>
          <Items presence={presence} mine={mine} onOpen={setOpened} />
        </Menu>
      )}
      {opened === 'status' && <StatusDialog presence={presence} mine={mine} onClose={close} />}
      {opened === 'schedule' && (
        <ScheduleDialog presence={presence} dnd={mine.dnd} onClose={close} />
      )}
    </>
  );
}

interface ItemProps {
  readonly presence: Presence;
  readonly mine: MyStatus;
  readonly onOpen: (opened: Opened | undefined) => void;
}

function Items({ presence, mine, onOpen }: ItemProps) {
  const say = useToast();
  const now = useNow(NOW_MS);
  const change = (what: 'status' | 'dnd' | 'presence', body: unknown) => () => {
    onOpen(undefined);
    presence.change(what, body).catch((error: unknown) => {
      say({ text: messageOf(error) });
    });
  };
  const status = statusAt(mine.status, now);
  return (
    <>
      <MenuItem
        icon="smile"
        onChoose={() => {
          onOpen('status');
        }}
      >
        {status ? isolated(setWords(mine)) : 'Set a status'}
      </MenuItem>
      {status && (
        <MenuItem icon="close" onChoose={change('status', { text: '' })}>
          Clear status
        </MenuItem>
      )}
      <div role="group" aria-label="Others see you as" className="menu__group">
        <p className="menu__title" aria-hidden="true">
          Others see you as
        </p>
        {SHOWN.map(([each, words]) => (
          <MenuChoice
            key={each}
            checked={mine.presence === each}
            onChoose={change('presence', { presence: each })}
          >
            {words}
          </MenuChoice>
        ))}
        <MenuChoice
          isAlone
          checked={mine.showLastSeen}
          onChoose={change('presence', {
            presence: mine.presence,
            showLastSeen: !mine.showLastSeen,
          })}
        >
          Show when you were last here
        </MenuChoice>
      </div>
      <DndItems dnd={mine.dnd} now={now} change={change} onOpen={onOpen} />
    </>
  );
}

function DndItems({
  dnd,
  now,
  change,
  onOpen,
}: {
  dnd: Dnd | undefined;
  now: number;
  change: (what: 'dnd', body: unknown) => () => void;
  onOpen: (opened: Opened) => void;
}) {
  const schedule = dnd?.schedule;
  const until = (at: number) =>
    change('dnd', dndBody({ until: at, ...(schedule && { schedule }) }));
  const isTimed = dnd?.until !== undefined && dnd.until > now;
  const isScheduled = schedule !== undefined && isDndAt({ schedule }, now);
  return (
    <div role="group" aria-label="Do not disturb">
      <p className="menu__title" aria-hidden="true">
        Do not disturb
      </p>
      {isTimed && (
        <MenuItem icon="bell" onChoose={change('dnd', dndBody(schedule && { schedule }))}>
          {`Turn off (on until ${untilWords(dnd.until, now)})`}
        </MenuItem>
      )}
      {isScheduled && !isTimed && (
        <MenuItem icon="bell" onChoose={change('dnd', dndBody(undefined))}>
          Turn off, with its schedule
        </MenuItem>
      )}
      {!isTimed && !isScheduled && (
        <>
          <MenuItem icon="moon" onChoose={until(now + 30 * MINUTE_MS)}>
            For 30 minutes
          </MenuItem>
          <MenuItem icon="moon" onChoose={until(now + 60 * MINUTE_MS)}>
            For 1 hour
          </MenuItem>
          <MenuItem icon="moon" onChoose={until(tomorrow(now))}>
            Until tomorrow
          </MenuItem>
        </>
      )}
      <MenuItem
        icon="clock"
        onChoose={() => {
          onOpen('schedule');
        }}
      >
        {schedule ? 'Change the schedule' : 'On a schedule'}
      </MenuItem>
    </div>
  );
}
