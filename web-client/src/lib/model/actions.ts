import { decodeTarget, type RoomEvent, type Target } from './events';
import { DecodeError, asObject, optionalCount, optionalText, text, type JsonObject } from './json';
import { decodeMentions, type Mention } from './mentions';
import { wordsFor, type Problem } from './problems';

/** What a person does in a room: writes a message, or changes one that is there. */
export type Action = Send | MessageAction;

export interface Send extends Words {
  readonly kind: 'send';
  readonly replyTo?: Target;
  /** The seq of the message whose thread it belongs to. */
  readonly threadRoot?: number;
}

/** A text, and whom it mentions. */
export interface Words {
  readonly text: string;
  readonly mentions?: readonly Mention[];
}

export type MessageAction =
  | (Words & {
      readonly kind: 'edit';
      readonly target: Target;
      /** The version that was edited: a newer one is not overwritten. */
      readonly ifVersion?: number;
    })
  | { readonly kind: 'delete'; readonly target: Target; readonly reason?: string }
  | {
      readonly kind: 'react';
      readonly target: Target;
      readonly emoji: string;
      /** Never a toggle: one that is repeated would undo itself. */
      readonly op: 'add' | 'remove';
    }
  | { readonly kind: 'pin' | 'unpin'; readonly target: Target };

/** The call of an action, and its body besides the `clientMsgId`. */
export function wireOf(action: Action): { readonly call: string; readonly body: object } {
  if (action.kind === 'send') {
    const { kind, replyTo, ...body } = action;
    const reply = replyTo && { replyTo: replyTo.messageId, replySeq: replyTo.seq };
    return { call: kind, body: { ...body, ...reply } };
  }
  const { kind, target, ...body } = action;
  return { call: kind, body: { seq: target.seq, ...body } };
}

/** The event that an action becomes where it is taken, without a number yet. */
export function expectedEvent(
  action: MessageAction,
  { roomId, clientMsgId, createdAt }: { roomId: string; clientMsgId: string; createdAt: number },
  actor: RoomEvent['actor'],
): RoomEvent {
  const seq = Number.MAX_SAFE_INTEGER;
  return { roomId, seq, at: createdAt, actor, clientMsgId, content: contentOf(action, actor) };
}

function contentOf(action: MessageAction, actor: RoomEvent['actor']): RoomEvent['content'] {
  switch (action.kind) {
    case 'edit': {
      const { kind: _kind, ...rest } = action;
      return { ...rest, kind: 'edited' };
    }
    case 'delete':
      return { ...action, kind: 'deleted' };
    case 'react': {
      const { target, emoji, op } = action;
      const change = { userId: actor.id, name: actor.name, emoji, op };
      return { kind: 'reacted', target, changes: [change] };
    }
    case 'pin':
      return { kind: 'pinned', target: action.target };
    case 'unpin':
      return { kind: 'unpinned', target: action.target };
  }
}

const UNDONE: Record<MessageAction['kind'], string> = {
  edit: 'Your edit was not saved.',
  delete: 'The message was not deleted.',
  react: 'Your reaction was not kept.',
  pin: 'The message was not pinned.',
  unpin: 'The message is still pinned.',
};

/** Says that something was undone, and why. */
export function undoneWords(action: MessageAction, problem: Problem | undefined): string {
  return problem ? `${UNDONE[action.kind]} ${reasonOf(problem)}` : UNDONE[action.kind];
}

function reasonOf(problem: Problem): string {
  return problem.code === 'policy.denied' ? 'You may not do that here.' : wordsFor(problem);
}

/** Reads what was kept of an action. */
export function decodeAction(value: unknown): Action {
  const from = asObject(value);
  const kind = text(from, 'kind');
  switch (kind) {
    case 'send': {
      const reply = from['replyTo'] === undefined ? {} : { replyTo: decodeTarget(from['replyTo']) };
      const threadRoot = optionalCount(from, 'threadRoot');
      return { kind, ...words(from), ...reply, ...(threadRoot !== undefined && { threadRoot }) };
    }
    case 'edit': {
      const ifVersion = optionalCount(from, 'ifVersion');
      const target = decodeTarget(from['target']);
      const version = ifVersion === undefined ? {} : { ifVersion };
      return { kind, target, ...words(from), ...version };
    }
    case 'delete': {
      const reason = optionalText(from, 'reason');
      const target = decodeTarget(from['target']);
      return { kind, target, ...(reason !== undefined && { reason }) };
    }
    case 'react':
      return { kind, ...reaction(from) };
    case 'pin':
    case 'unpin':
      return { kind, target: decodeTarget(from['target']) };
    default:
      throw new DecodeError('"kind" must be that of an action');
  }
}

function words(from: JsonObject): Words {
  const said = text(from, 'text');
  const mentions = decodeMentions(from['mentions'], said);
  return { text: said, ...(mentions && { mentions }) };
}

function reaction(from: JsonObject): Omit<Extract<Action, { kind: 'react' }>, 'kind'> {
  const op = text(from, 'op') === 'remove' ? 'remove' : 'add';
  return { target: decodeTarget(from['target']), emoji: text(from, 'emoji'), op };
}
