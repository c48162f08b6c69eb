import type { FoldedMessage } from '../../lib/model/fold';
import { sameMentions } from '../../lib/model/mentions';
import type { Bubble, Row } from './timeline';

/** Rows are made anew with each event; most of them say what they said before. */
export function sameRow(a: Row, b: Row): boolean {
  if (a.kind === 'group' && b.kind === 'group') {
    return (
      a.author.name === b.author.name &&
      a.bubbles.length === b.bubbles.length &&
      a.bubbles.every((bubble, index) => sameBubble(bubble, b.bubbles[index]))
    );
  }
  return a.kind === b.kind && a.key === b.key;
}

export function sameBubble(a: Bubble, b: Bubble | undefined): boolean {
  return (
    a.key === b?.key &&
    a.text === b.text &&
    a.at === b.at &&
    a.sending?.state === b.sending?.state &&
    a.sending?.problem === b.sending?.problem &&
    a.reply?.seq === b.reply?.seq &&
    a.reply?.author === b.reply?.author &&
    a.reply?.text === b.reply?.text &&
    a.reply?.changedAt === b.reply?.changedAt &&
    a.inThread === b.inThread &&
    a.thread?.replies === b.thread?.replies &&
    a.thread?.lastSeq === b.thread?.lastSeq &&
    sameMentions(a.mentions, b.mentions) &&
    sameMessage(a.message, b.message)
  );
}

function sameMessage(a: FoldedMessage | undefined, b: FoldedMessage | undefined): boolean {
  return (
    a === b ||
    (a?.seq === b?.seq &&
      a?.version === b?.version &&
      a?.edited?.at === b?.edited?.at &&
      a?.pinned?.at === b?.pinned?.at &&
      a?.deleted?.seq === b?.deleted?.seq &&
      sameReactions(a?.reactions ?? [], b?.reactions ?? []))
  );
}

type Reactions = FoldedMessage['reactions'];

function sameReactions(a: Reactions, b: Reactions): boolean {
  return (
    a.length === b.length &&
    a.every(({ emoji, people }, index) => {
      const other = b[index];
      return (
        emoji === other?.emoji &&
        people.length === other.people.length &&
        people.every(({ userId }, at) => userId === other.people[at]?.userId)
      );
    })
  );
}
