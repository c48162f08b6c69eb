import type { InboxNotice } from '../model/inbox';
import type { Deliveries } from './deliveries';
import type { OpenLink } from './link';
import type { SessionPart } from './sessionPart';

export type ConnectionStatus =
  | { readonly state: 'off' }
  | { readonly state: 'connecting'; readonly attempt: number }
  /** `checking` while it is not certain that the connection still lives. */
  | { readonly state: 'online'; readonly node: string; readonly checking?: true }
  | { readonly state: 'waiting'; readonly attempt: number; readonly until: number }
  | { readonly state: 'stopped'; readonly why: 'revoked' | 'protocol' };

export interface ChatOptions {
  readonly url: string;
  readonly myId: string;
  /** An access token; a fresh one where the server refused the last. Rejects while there is none. */
  readonly token: (fresh: boolean) => Promise<string>;
  readonly openLink: OpenLink;
  readonly deliveries: Deliveries;
  /** What else lives in each session. */
  readonly parts?: readonly SessionPart[];
  readonly onInbox: (notice: InboxNotice) => void;
  /** A room turned out to be closed to this person. */
  readonly onRoomClosed: (roomId: string) => void;
  /** The server lets this session follow no more rooms: this one was too much. */
  readonly onFull: (roomId: string) => void;
  /** This person has another role, and the session acts with it already. */
  readonly onRole: () => void;
  /** Everything may have changed while the connection was away. */
  readonly onOnline: () => void;
  /** From now on nothing that the inbox tells is missed in this session. */
  readonly onInboxOpen?: () => void;
  /** The server begins anew: no number of a room means anything any more. */
  readonly onForget?: () => void;
  readonly random?: () => number;
}
