import { usePages } from '../../lib/http/usePages';
import { withQuery } from '../../lib/http/query';
import { decodeMyMention, type MyMention } from '../../lib/model/mentioned';
import { titleOf, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { useRefresh } from '../../lib/time/useRefresh';
import { fullTime } from '../../lib/time/words';
import { MessageText } from '../../lib/ui/MessageText';
import { Page } from '../../lib/ui/page';
import { Rows } from '../../lib/ui/rows';
import { useConversations } from './context';
import { messageAddress } from './roomIntent';

const PAGE = '50';
const REFRESH_MS = 20_000;

/** What mentions me, in all my rooms. */
export function MentionsPage() {
  const { api } = useSigned();
  const path = withQuery('/me/mentions', { limit: PAGE });
  const round = useRefresh(REFRESH_MS);
  const { loaded, more, again } = usePages(api, path, decodeMyMention, round, 'before');
  const state = useStore(useConversations().rooms);
  const rooms = state.state === 'ready' ? state.rooms : [];
  return (
    <Page title="Mentions" subtitle="Where somebody meant you, the newest first">
      <Rows
        loaded={loaded}
        again={again}
        more={more}
        label="Mentions"
        loading="Loading the mentions"
        empty="Nobody has mentioned you yet."
        keyOf={({ roomId, message }) => `${roomId}/${message.seq}`}
      >
        {(mention) => (
          <MentionRow mention={mention} room={rooms.find(({ id }) => id === mention.roomId)} />
        )}
      </Rows>
    </Page>
  );
}

function MentionRow({ mention, room }: { mention: MyMention; room: Room | undefined }) {
  const { roomId, message } = mention;
  const { author, at, text = '', mentions } = message;
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
        {` · ${fullTime(at)}`}
      </p>
      <div className="mentioned">
        <MessageText text={text} mentions={mentions} />
      </div>
      <p>
        <a className="link" href={messageAddress(roomId, message)}>
          Go to the message<span className="hidden"> of {author.name}</span>
        </a>
      </p>
    </div>
  );
}
