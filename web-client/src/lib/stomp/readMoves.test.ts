import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeLink } from '../../testing/fakeLink';
import { limitsIn } from '../model/limits';
import type { ReadMove } from '../model/counters';
import { ReadMoves } from './readMoves';

const LIMITS = limitsIn('{"readEveryMs":2000}');
const TO = (roomId: string) => `/app/rooms/${roomId}/read`;

let moves: ReadMoves;
let sent: ReadMove[];

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  moves = new ReadMoves((move) => sent.push(move));
});

afterEach(() => {
  vi.useRealTimers();
});

function session(limits = LIMITS): FakeLink {
  const nothing = () => undefined;
  const link = new FakeLink('t', { onOpen: nothing, onReceipt: nothing, onEnd: nothing });
  moves.attach(link, limits);
  return link;
}

const read = (seq: number, roomId = 'a'): ReadMove => ({ roomId, seq, op: 'read' });
const bodies = (link: FakeLink) => link.sent.map(({ body }) => body);

describe('moves of what was read', () => {
  it('go out at once, and then as often as the server takes them, the newest only', () => {
    const link = session();
    moves.add(read(1));
    moves.add(read(2));
    moves.add(read(3));
    moves.add(read(9, 'b'));

    expect(link.sent.map(({ destination }) => destination)).toEqual([TO('a'), TO('b')]);
    vi.advanceTimersByTime(2_000);

    expect(bodies(link)).toEqual([
      { seq: 1, op: 'read' },
      { seq: 9, op: 'read' },
      { seq: 3, op: 'read' },
    ]);
    expect(sent).toHaveLength(3);
  });

  it('go out when the window is left, however early', () => {
    const link = session();
    moves.add(read(1));
    moves.add(read(2));
    moves.flush();
    moves.flush();

    expect(bodies(link).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('are repeated after a lost connection until there is a receipt, the newest of each room', () => {
    const lost = session();
    moves.add(read(1));
    moves.add(read(2));
    moves.detach();
    moves.add(read(3));
    vi.advanceTimersByTime(10_000);

    const link = session();
    expect(bodies(link)).toEqual([{ seq: 3, op: 'read' }]);
    expect(moves.receipted(lost.sent[0]?.receipt ?? '')).toBe(false);
    expect(moves.receipted(link.sent[0]?.receipt ?? '')).toBe(true);
    moves.detach();
    expect(bodies(session())).toEqual([]);
  });

  it('set a mark back at once, in the place of what was read before', () => {
    const link = session();
    moves.add(read(7));
    moves.add(read(8));
    moves.add({ roomId: 'a', seq: 4, op: 'unread' });
    vi.advanceTimersByTime(10_000);

    expect(bodies(link)).toEqual([
      { seq: 7, op: 'read' },
      { seq: 4, op: 'unread' },
    ]);
  });

  it('are tried again where the server asks for patience, and given up where it refuses', () => {
    const link = session();
    const refuse = (index: number, code: string) =>
      moves.refused({
        ...{ code, status: 0, title: '', fields: [] },
        receiptId: link.sent[index]?.receipt ?? '',
      });
    moves.add(read(1));
    expect(refuse(0, 'unavailable')).toBe(true);
    vi.advanceTimersByTime(5_000);
    expect(bodies(link)).toHaveLength(2);

    expect(refuse(1, 'policy.denied')).toBe(true);
    expect(refuse(1, 'policy.denied')).toBe(false);
    vi.advanceTimersByTime(60_000);
    expect(bodies(link)).toHaveLength(2);
  });

  it('wait for a server that keeps marks', () => {
    const old = session(limitsIn(undefined));
    moves.add(read(1));
    expect(bodies(old)).toEqual([]);

    expect(bodies(session())).toEqual([{ seq: 1, op: 'read' }]);
  });

  it('of threads stand apart from those of their rooms', () => {
    const link = session();
    moves.add(read(5));
    moves.add({ ...read(4), threadRoot: 2 });

    expect(bodies(link)).toEqual([
      { seq: 5, op: 'read' },
      { seq: 4, op: 'read', threadRoot: 2 },
    ]);
  });
});

describe('what has come to this device', () => {
  const TELLS = limitsIn('{"readEveryMs":2000,"maxWatched":200}');
  const delivered = (seq: number) => ({ seq, op: 'delivered' });

  it('is told in a moment, the newest only, as often as the server takes it', () => {
    const link = session(TELLS);
    moves.delivered('a', 1);
    moves.delivered('a', 2);
    expect(bodies(link)).toEqual([]);
    vi.advanceTimersByTime(300);
    moves.delivered('a', 3);
    moves.delivered('a', 3);
    moves.delivered('a', 1);
    vi.advanceTimersByTime(1_999);
    expect(bodies(link)).toEqual([delivered(2)]);

    vi.advanceTimersByTime(1);
    expect(bodies(link)).toEqual([delivered(2), delivered(3)]);
    expect(link.sent.map(({ destination }) => destination)).toEqual([TO('a'), TO('a')]);
    expect(sent).toEqual([]);
  });

  it('is not told where it is read at once, or was before', () => {
    const link = session(TELLS);
    moves.delivered('a', 4);
    moves.add(read(4));
    moves.delivered('a', 3);
    vi.advanceTimersByTime(60_000);

    expect(bodies(link)).toEqual([{ seq: 4, op: 'read' }]);
  });

  it('is told again after a lost connection, until there is a receipt', () => {
    const first = session(TELLS);
    moves.delivered('a', 4);
    vi.advanceTimersByTime(300);
    const second = session(TELLS);
    expect(bodies(second)).toEqual([delivered(4)]);
    expect(moves.receipted(second.sent[0]?.receipt ?? '')).toBe(true);

    expect(bodies(session(TELLS))).toEqual([]);
    expect(first.sent).toHaveLength(1);
  });

  it('is nothing that a server of before is told', () => {
    const link = session();
    moves.delivered('a', 4);
    vi.advanceTimersByTime(60_000);

    expect(bodies(link)).toEqual([]);
  });
});
