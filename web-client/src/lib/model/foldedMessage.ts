import { decodeActor, decodeReply, time } from './events';
import type { Deletion, EmojiCount, FoldedMessage, Mark } from './fold';
import { asObject, count, list, optionalCount, optionalText, text, type JsonObject } from './json';
import { decodeMentions } from './mentions';

/** Reads a message as the server folds it. */
export function decodeFolded(value: unknown): FoldedMessage {
  const from = asObject(value);
  const words = optionalText(from, 'text');
  const clientMsgId = optionalText(from, 'clientMsgId');
  const replyTo = decodeReply(from);
  const threadRoot = optionalCount(from, 'threadRoot');
  const mentions = words === undefined ? undefined : decodeMentions(from['mentions'], words);
  return {
    seq: count(from, 'seq'),
    messageId: text(from, 'messageId'),
    ...(clientMsgId !== undefined && { clientMsgId }),
    at: time(text(from, 'at')),
    author: decodeActor(from['actor']),
    ...(words !== undefined && { text: words }),
    version: optionalCount(from, 'version') ?? 1,
    ...(replyTo && { replyTo }),
    ...(threadRoot !== undefined && { threadRoot }),
    ...(mentions && { mentions }),
    ...marksIn(from),
    reactions: from['reactions'] === undefined ? [] : list(from['reactions'], decodeEmojiCount),
  };
}

/** Messages in the `items` of an answer. */
export function decodeFoldedItems(value: unknown): readonly FoldedMessage[] {
  return list(asObject(value)['items'], decodeFolded);
}

function marksIn(from: JsonObject): Pick<FoldedMessage, 'edited' | 'pinned' | 'deleted'> {
  const { edited, pinned, deleted } = from;
  return {
    ...(edited !== undefined && { edited: decodeMark(edited) }),
    ...(pinned !== undefined && { pinned: decodeMark(pinned) }),
    ...(deleted !== undefined && { deleted: decodeDeletion(deleted) }),
  };
}

function decodeDeletion(value: unknown): Deletion {
  const reason = optionalText(asObject(value), 'reason');
  return { ...decodeMark(value), ...(reason !== undefined && { reason }) };
}

function decodeMark(value: unknown): Mark {
  const from = asObject(value);
  return { seq: count(from, 'seq'), at: time(text(from, 'at')), by: decodeActor(from['by']) };
}

function decodeEmojiCount(value: unknown): EmojiCount {
  const from = asObject(value);
  const people = list(from['people'], (each) => {
    const person = asObject(each);
    return { userId: text(person, 'userId'), name: optionalText(person, 'name') ?? '' };
  });
  return { emoji: text(from, 'emoji'), people };
}
