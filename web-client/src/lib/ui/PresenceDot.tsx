import { useRef, type ReactNode } from 'react';
import { useShown, useWatched } from '../presence/context';
import { presenceWords, stateWords } from '../presence/words';
import type { PersonPresence } from '../model/presence';
import { statusWords, type Status } from '../model/status';
import { isolated } from '../text/bidi';
import { useNow } from '../time/useNow';
import { untilWords } from '../time/words';
import { Avatar } from './Avatar';

/** Whether somebody is there. Nothing is shown of whom one may not see. */
export function PresenceDot({
  userId,
  isSaid = false,
}: {
  userId: string;
  /** Whether words beside it say the same. */
  isSaid?: boolean;
}) {
  const element = useRef<HTMLSpanElement>(null);
  useWatched(userId, element);
  const presence = useShown(userId);
  return (
    <span ref={element} className="presence-dot">
      {presence && <PresenceMark presence={presence} isSaid={isSaid} />}
    </span>
  );
}

/** Each state has a shape of its own, and words. */
function PresenceMark({ presence, isSaid }: { presence: PersonPresence; isSaid: boolean }) {
  const { state, dnd } = presence;
  const words = stateWords(presence);
  const shape = dnd && state !== 'offline' && state !== 'unknown' ? 'dnd' : state;
  return (
    <span className={`presence-mark presence-mark--${shape}`} title={words}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {SHAPES[shape]}
      </svg>
      {!isSaid && <span className="hidden"> {words} </span>}
    </span>
  );
}

const RING = <circle cx="6" cy="6" r="4" className="presence-mark__ring" />;

const SHAPES: Readonly<Record<PersonPresence['state'] | 'dnd', ReactNode>> = {
  online: <circle cx="6" cy="6" r="5" />,
  away: (
    <>
      {RING}
      <path d="M6 2a4 4 0 0 0 0 8Z" />
    </>
  ),
  dnd: <path d="M10.800 7.600A5 5 0 1 1 4.400 1.200a4.400 4.400 0 0 0 6.400 6.400Z" />,
  offline: RING,
  unknown: <circle cx="6" cy="6" r="4" className="presence-mark__ring" strokeDasharray="2 1.500" />,
  invisible: (
    <>
      {RING}
      <path d="M2.500 9.500l7-7" className="presence-mark__ring" />
    </>
  ),
};

/** A face, and whether that person is there. */
export function PersonAvatar({
  id,
  name,
  size,
}: {
  id: string;
  name: string;
  size?: 'small' | 'medium' | 'large';
}) {
  return (
    <span className="avatar-spot">
      <Avatar id={id} name={name} {...(size && { size })} />
      <PresenceDot userId={id} />
    </span>
  );
}

/** What somebody says of themselves, beside their name: the emoji, the words where one points at it. */
export function StatusSign({ userId }: { userId: string }) {
  const status = useShown(userId)?.status;
  if (!status) {
    return null;
  }
  const words = statusWords(status);
  return (
    <span className="status-sign" title={words}>
      <span aria-hidden="true">{status.emoji ?? NO_EMOJI}</span>
      <span className="hidden"> Status: {isolated(words)} </span>
    </span>
  );
}

/** Stands for words that came without an emoji. */
const NO_EMOJI = '💬';

/** All that is told of somebody, in words; `children` stand between whether they are there and their status. */
export function PresenceLine({ userId, children }: { userId: string; children?: ReactNode }) {
  const now = useNow(60_000);
  const presence = useShown(userId);
  const status = presence?.status;
  return (
    <>
      <PresenceDot userId={userId} isSaid />
      {presence && <span>{presenceWords(presence, now)}</span>}
      {presence && children !== undefined && ' · '}
      {children}
      {status && (
        <>
          {' · '}
          <bdi title={statusTitle(status, now)}>{statusWords(status)}</bdi>
        </>
      )}
    </>
  );
}

function statusTitle(status: Status, now: number): string {
  const words = statusWords(status);
  return status.until === undefined ? words : `${words} (until ${untilWords(status.until, now)})`;
}
