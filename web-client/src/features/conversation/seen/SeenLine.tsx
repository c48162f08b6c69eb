import type { Room } from '../../../lib/model/rooms';
import type { Reader } from '../../../lib/model/seen';
import { isolated } from '../../../lib/text/bidi';
import { Avatar } from '../../../lib/ui/Avatar';
import { Icon } from '../../../lib/ui/Icon';
import type { Seen } from './useSeen';

const MOST_NAMED = 2;
const MOST_FACES = 3;

/** Who has read the newest message of mine, under it. */
export function SeenLine({ room, seen, onAll }: { room: Room; seen: Seen; onAll: () => void }) {
  if (room.kind === 'direct') {
    return (
      <p className="seen">
        <Icon name="eye" size={14} />
        Seen
      </p>
    );
  }
  const { count, readers } = seen;
  if (!readers) {
    return (
      <p className="seen">
        <Icon name="eye" size={14} />
        {`Seen by ${count.toLocaleString()}`}
      </p>
    );
  }
  return (
    <button type="button" className="seen" aria-haspopup="dialog" onClick={onAll}>
      <span className="seen__faces">
        {readers.slice(0, MOST_FACES).map(({ id, name }) => (
          <Avatar key={id} id={id} name={name} size="small" />
        ))}
      </span>
      {seenWords(readers)}
    </button>
  );
}

/** "Seen by Ann, Bob, +3". */
export function seenWords(readers: readonly Reader[]): string {
  const named = readers.slice(0, MOST_NAMED).map(({ name }) => isolated(name));
  const more = readers.length - named.length;
  return `Seen by ${[...named, ...(more > 0 ? [`+${more}`] : [])].join(', ')}`;
}
