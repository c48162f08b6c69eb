import type { RoomEvent } from './events';
import { foldedMessages } from './fold';
import type { Problem } from './problems';

/** Why an edit that is in the room's log changed nothing; undefined where it did, or is none. */
export function lostEdit(events: readonly RoomEvent[], event: RoomEvent): Problem | undefined {
  const { content } = event;
  if (content.kind !== 'edited' || content.text === undefined) {
    return undefined;
  }
  const message = foldedMessages(events).get(content.target.seq);
  const isLost = message?.text !== undefined && message.text !== content.text;
  if (!isLost || message.edited?.seq === event.seq) {
    return undefined;
  }
  const detail =
    content.ifVersion !== undefined && content.ifVersion !== message.version
      ? 'Somebody edited the message before you. Your words are there when you edit it again.'
      : 'It cannot be edited any more often.';
  return { code: 'edit.lost', status: 0, title: 'Not saved', detail, fields: [] };
}
