/** How far my messages have come with the other side of a room: the newest seq of each. */
export interface Marks {
  readonly delivered: number;
  readonly read: number;
}

export const NO_MARKS: Marks = { delivered: 0, read: 0 };

/** How far one message has come. */
export type Reach = 'sent' | 'delivered' | 'read';

export function reachOf({ delivered, read }: Marks, seq: number): Reach {
  if (seq <= read) {
    return 'read';
  }
  return seq <= delivered ? 'delivered' : 'sent';
}

/** What the server told of single messages when it was asked. */
export type Answers = ReadonlyMap<number, Reach>;

/** What is known by now: by what was asked, and by what others have told live since. */
export function marksNow(
  answers: Answers,
  reads: ReadonlyMap<string, number>,
  deliveries: ReadonlyMap<string, number>,
  myId: string,
): Marks {
  const asked = (reaches: readonly Reach[]) =>
    [...answers].flatMap(([seq, reach]) => (reaches.includes(reach) ? [seq] : []));
  const told = (marks: ReadonlyMap<string, number>) =>
    [...marks].flatMap(([id, seq]) => (id === myId ? [] : [seq]));
  const read = Math.max(0, ...asked(['read']), ...told(reads));
  return { read, delivered: Math.max(read, ...asked(['delivered']), ...told(deliveries)) };
}

/**
 * Which of my messages to ask for next, so that the mark of the other side is found: the newest, then
 * ever larger steps back, then the middle. Undefined once it is known, for what comes later is told live.
 * @param own the seqs of my messages that are loaded, in order
 */
export function nextToAsk(
  own: readonly number[],
  answers: Answers,
  marks: Marks,
): number | undefined {
  const newest = own.at(-1);
  if (newest === undefined || reachOf(marks, newest) === 'read') {
    return undefined;
  }
  if (answers.size === 0) {
    return newest;
  }
  return (
    between(own, answers, marks.read, 'read') ?? between(own, answers, marks.delivered, 'delivered')
  );
}

/** One between the newest that has come so far, and the oldest of which it is known that it has not. */
function between(
  own: readonly number[],
  answers: Answers,
  known: number,
  reach: 'delivered' | 'read',
): number | undefined {
  const isMissing = (answer: Reach) => (reach === 'read' ? answer !== 'read' : answer === 'sent');
  const missing = [...answers].filter(([, answer]) => isMissing(answer)).map(([seq]) => seq);
  if (missing.length === 0) {
    return undefined;
  }
  const oldest = Math.min(...missing);
  const open = own.filter((seq) => seq > known && seq < oldest);
  const step = known > 0 ? Math.ceil(open.length / 2) : 2 ** (missing.length - 1);
  return open[Math.max(0, open.length - step)];
}
