import { usePages } from '../../lib/http/usePages';
import { withQuery } from '../../lib/http/query';
import { decodeMyMessage, type MyMessage } from '../../lib/model/myMessages';
import { titleOf, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { useRefresh } from '../../lib/time/useRefresh';
import { fullTime } from '../../lib/time/words';
import { MessageText } from '../../lib/ui/MessageText';
import { Page } from '../../lib/ui/page';
import { Rows } from '../../lib/ui/rows';
import { useConversations } from './context';
import { messageAddress, threadAddress } from './roomIntent';

const PAGE = '50';
const REFRESH_MS = 20_000;
/** The server counts no further. */
const MOST_COUNTED = 100;

/** A list of messages of all my rooms, and where each leads. */
interface Shown {
  readonly path: string;
  readonly title: string;
  readonly subtitle: string;
  readonly loading: string;
  readonly empty: string;
  readonly goes: string;
  readonly addressOf: (mine: MyMessage) => string;
}

const MENTIONS: Shown = {
  path: '/me/mentions',
  title: 'Mentions',
  subtitle: 'Where somebody meant you, the newest first',
  loading: 'Loading the mentions',
  empty: 'Nobody has mentioned you yet.',
  goes: 'Go to the message',
  addressOf: ({ roomId, message }) => messageAddress(roomId, message),
};

const THREADS: Shown = {
  path: '/me/threads',
  title: 'Threads',
  subtitle: 'Those that you follow, the last one in which something was said first',
  loading: 'Loading the threads',
  empty: 'You follow no thread yet. Whoever writes in one follows it.',
  goes: 'Go to the thread',
  addressOf: ({ roomId, message }) => threadAddress(roomId, message.seq),
};

/** What mentions me, in all my rooms. */
export function MentionsPage() {
  return <MyMessages {...MENTIONS} />;
}

/** The threads that I follow, in all my rooms. */
export function FollowedThreadsPage() {
  return <MyMessages {...THREADS} />;
}

function MyMessages({ path, title, subtitle, loading, empty, goes, addressOf }: Shown) {
  const { api } = useSigned();
  const round = useRefresh(REFRESH_MS);
  const pages = withQuery(path, { limit: PAGE });
  const { loaded, more, again } = usePages(api, pages, decodeMyMessage, round, 'before');
  const state = useStore(useConversations().rooms);
  const rooms = state.state === 'ready' ? state.rooms : [];
  return (
    <Page title={title} subtitle={subtitle}>
      <Rows
        loaded={loaded}
        again={again}
        more={more}
        label={title}
        loading={loading}
        empty={empty}
        keyOf={({ roomId, message }) => `${roomId}/${message.seq}`}
      >
        {(mine) => (
          <MessageRow
            mine={mine}
            room={rooms.find(({ id }) => id === mine.roomId)}
            goes={goes}
            address={addressOf(mine)}
          />
        )}
      </Rows>
    </Page>
  );
}

function MessageRow({
  mine: { message, unread },
  room,
  goes,
  address,
}: {
  mine: MyMessage;
  room: Room | undefined;
  goes: string;
  address: string;
}) {
  const { author, at, text, mentions } = message;
  return (
    <div className="row__text">
      <p className="row__note">
        <bdi>{author.name}</bdi>
        {room && room.kind !== 'direct' && (
          <>
            {' in '}
            <bdi>{titleOf(room)}</bdi>
          </>
        )}
        {message.threadRoot !== undefined && ', in a thread'}
        {` · ${fullTime(at)} `}
        {unread > 0 && (
          <span className="badge">
            {unread >= MOST_COUNTED ? `${MOST_COUNTED}+` : unread}
            <span className="hidden"> unread</span>
          </span>
        )}
      </p>
      <div className="mentioned">
        <MessageText text={text ?? 'This message was deleted.'} mentions={mentions} />
      </div>
      <p>
        <a className="link" href={address}>
          {goes}
          <span className="hidden"> of {author.name}</span>
        </a>
      </p>
    </div>
  );
}
