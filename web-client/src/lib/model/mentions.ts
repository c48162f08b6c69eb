import { DecodeError, asObject, count, list, text as textOf } from './json';

/** Whom a stretch of a text is meant for. */
export type Meant =
  { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'room' | 'admins' };

/** A stretch of a message's text, in UTF-16 units, that is meant for somebody. */
export type Mention = Meant & { readonly at: number; readonly length: number };

/** Somebody who was chosen while writing, by the words that stand for them in the text. */
export type Chosen = Meant & { readonly label: string };

/** The most that one text may have. */
const MOST_MENTIONS = 50;
/** What goes on behind a label makes it another word. */
const GOES_ON = /^[\p{L}\p{M}\p{N}]/u;

/** Reads mentions of the wire; undefined where there are none, or they do not fit the text. */
export function decodeMentions(value: unknown, text: string): readonly Mention[] | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  try {
    const mentions = list(value, decodeMention);
    return mentions.length > 0 && fits(mentions, text) ? mentions : undefined;
  } catch (error) {
    // The text can be read without them
    if (error instanceof DecodeError) {
      return undefined;
    }
    throw error;
  }
}

function decodeMention(value: unknown): Mention {
  const from = asObject(value);
  return { ...decodeMeant(value), at: count(from, 'at'), length: count(from, 'length') };
}

function decodeMeant(value: unknown): Meant {
  const from = asObject(value);
  const kind = textOf(from, 'kind');
  if (kind === 'user') {
    return { kind, userId: textOf(from, 'userId') };
  }
  if (kind === 'room' || kind === 'admins') {
    return { kind };
  }
  throw new DecodeError('"kind" must be that of a mention');
}

/** Reads what was kept of those who were chosen while writing. */
export function decodeChosen(value: unknown): readonly Chosen[] {
  try {
    return list(value, (each) => ({
      ...decodeMeant(each),
      label: textOf(asObject(each), 'label'),
    }));
  } catch (error) {
    if (error instanceof DecodeError) {
      return [];
    }
    throw error;
  }
}

function fits(mentions: readonly Mention[], text: string): boolean {
  let last = 0;
  return mentions.every(({ at, length }) => {
    const isInOrder = at >= last && length > 0 && at + length <= text.length;
    last = at + length;
    return isInOrder;
  });
}

/**
 * Where in a text those stand who were chosen while it was written: computed when it is sent, since
 * whatever is written before or after moves them, and a label that was changed means nobody any more.
 */
export function mentionsIn(text: string, chosen: readonly Chosen[]): Mention[] {
  // A longer name first: the shorter one may be its beginning
  const labels = chosen.toSorted((a, b) => b.label.length - a.label.length);
  const found: Mention[] = [];
  for (let at = text.indexOf('@'); at >= 0 && found.length < MOST_MENTIONS;) {
    const here = labels.find(({ label }) => standsAt(text, label, at));
    if (here) {
      const { label, ...meant } = here;
      found.push({ ...meant, at, length: label.length });
    }
    at = text.indexOf('@', at + (here?.label.length ?? 1));
  }
  return found;
}

function standsAt(text: string, label: string, at: number): boolean {
  return text.startsWith(label, at) && !GOES_ON.test(text.slice(at + label.length));
}

/** Those who are mentioned in a text that is there, to go on writing it. */
export function chosenIn(text: string, mentions: readonly Mention[]): Chosen[] {
  return mentions.map(({ at, length, ...meant }) => ({
    ...meant,
    label: text.slice(at, at + length),
  }));
}

export function sameMentions(
  a: readonly Mention[] | undefined,
  b: readonly Mention[] | undefined,
): boolean {
  const other = b ?? [];
  return (
    (a?.length ?? 0) === other.length &&
    (a ?? []).every((mention, index) => sameMention(mention, other[index]))
  );
}

function sameMention(a: Mention, b: Mention | undefined): boolean {
  const of = (mention: Mention) => (mention.kind === 'user' ? mention.userId : '');
  return a.kind === b?.kind && a.at === b.at && a.length === b.length && of(a) === of(b);
}

/** Whether a mention reaches a person. */
export function reaches(
  meant: Meant,
  { id, role }: { readonly id: string; readonly role: string },
): boolean {
  switch (meant.kind) {
    case 'user':
      return meant.userId === id;
    case 'room':
      return true;
    case 'admins':
      return role === 'ADMIN';
  }
}
