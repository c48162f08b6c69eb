import { useCallback } from 'react';
import { ApiError } from '../../lib/http/api';
import { allOf } from '../../lib/http/pages';
import { useLoad } from '../../lib/http/useLoad';
import type { FoldedMessage } from '../../lib/model/fold';
import { decodeVersion, type MessageVersion } from '../../lib/model/versions';
import { useSigned } from '../../lib/session/context';
import { useStore } from '../../lib/state/useStore';
import { isolated } from '../../lib/text/bidi';
import { fullTime } from '../../lib/time/words';
import { Empty, Failed, Spinner } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { MessageText } from '../../lib/ui/MessageText';
import { useRoomScope } from './roomIntent';

/** What an edited message said before, the newest words first. */
export function VersionsDialog() {
  const { intent } = useRoomScope();
  const message = useStore(intent.versions);
  return (
    message && (
      <Dialog
        title={`Versions of a message of ${isolated(message.author.name)}`}
        onClose={() => {
          intent.versions.set(undefined);
        }}
      >
        <Versions message={message} />
      </Dialog>
    )
  );
}

/** The server does not show the versions to this person. */
const HIDDEN = 'hidden';

function Versions({ message: { seq, version } }: { message: FoldedMessage }) {
  const { api } = useSigned();
  const { roomId } = useRoomScope();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const path = `/rooms/${roomId}/messages/${seq}/versions`;
      try {
        return await allOf(api, path, decodeVersion, { signal });
      } catch (error) {
        if (error instanceof ApiError && error.problem.status === 403) {
          return HIDDEN;
        }
        throw error;
      }
    },
    [api, roomId, seq],
  );
  const [found, again] = useLoad(load, version);
  switch (found.state) {
    case 'loading':
      return <Spinner label="Loading the versions" />;
    case 'failed':
      return <Failed message={found.message} onRetry={again} />;
    case 'ready':
      return found.value === HIDDEN ? <Hidden /> : <VersionList versions={found.value} />;
  }
}

function Hidden() {
  return (
    <Empty icon="info" title="Earlier versions are not shown to you">
      The settings of this room say who sees what a message said before it was edited.
    </Empty>
  );
}

function VersionList({ versions }: { versions: readonly MessageVersion[] }) {
  if (versions.length === 0) {
    return (
      <Empty icon="info" title="There are no versions">
        The message was deleted.
      </Empty>
    );
  }
  return (
    <ol className="pins" reversed aria-label="Versions, the newest first">
      {versions.toReversed().map(({ version, at, by, text }, index) => (
        <li key={version} className="pin">
          <p className="pin__head">
            <span>
              {index === 0 ? 'Now' : `Version ${version}`} · <bdi>{by.name}</bdi>
            </span>
            <time dateTime={new Date(at).toISOString()}>{fullTime(at)}</time>
          </p>
          <MessageText text={text} />
        </li>
      ))}
    </ol>
  );
}
