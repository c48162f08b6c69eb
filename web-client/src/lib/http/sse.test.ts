import { describe, expect, it } from 'vitest';
import { SseParser } from './sse';

const STREAM =
  'retry: 3000\n: posts\n\nid: 7\nevent: post.created\ndata: {"id":"a"}\n\n' +
  ': \n\nid: 8\nevent: post.deleted\ndata: {"id":"a",\ndata: "version":2}\n\ndata: plain\n\n';

const EVENTS = [
  { type: 'post.created', data: '{"id":"a"}' },
  { type: 'post.deleted', data: '{"id":"a",\n"version":2}' },
  { type: 'message', data: 'plain' },
];

describe('the stream parser', () => {
  it('reads events, ids and the time to wait', () => {
    const parser = new SseParser();

    expect(parser.push(STREAM)).toEqual(EVENTS);
    expect(parser.state).toEqual({ lastEventId: '8', retryMs: 3_000 });
  });

  it.each(['\n', '\r\n', '\r'])('reads the same in whatever pieces it comes, with %j', (end) => {
    const text = STREAM.replaceAll('\n', end);
    for (let size = 1; size < text.length; size += 3) {
      const parser = new SseParser();
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];

      expect(pieces.flatMap((piece) => parser.push(piece))).toEqual(EVENTS);
    }
  });

  it('keeps the id that it was given until there is another', () => {
    const parser = new SseParser('41');
    parser.push('data: x\n\n');

    expect(parser.state.lastEventId).toBe('41');
  });

  it('takes an event of some megabytes in small pieces', () => {
    const data = '"\u2028\u0085<script>'.repeat(200_000);
    const text = `event: post.created\ndata: ${data}\n\n`;
    const parser = new SseParser();
    const events = [];
    for (let at = 0; at < text.length; at += 4_096) {
      events.push(...parser.push(text.slice(at, at + 4_096)));
    }

    expect(events).toEqual([{ type: 'post.created', data }]);
  });

  it('gives nothing for an event that has not ended', () => {
    expect(new SseParser().push('event: post.created\ndata: {}\n')).toEqual([]);
  });

  it('takes one space off a value, and ignores fields that it does not know', () => {
    expect(new SseParser().push('data:  two\ncolour: red\ndata\n\n')).toEqual([
      { type: 'message', data: ' two\n' },
    ]);
  });

  it('ignores an id with a NUL and a retry that is no number', () => {
    const parser = new SseParser('1');
    parser.push('id: 2\0\nretry: soon\n\n');

    expect(parser.state).toEqual({ lastEventId: '1' });
  });

  it('does not hold an event without an end', () => {
    const parser = new SseParser();

    expect(() => parser.push(`data: ${'x'.repeat(8_100_000)}`)).toThrow(RangeError);
    const endless = () => {
      const other = new SseParser();
      for (let line = 0; line < 9_000; line++) {
        other.push(`data: ${'x'.repeat(1_000)}\n`);
      }
    };
    expect(endless).toThrow(RangeError);
  });
});
