import { describe, expect, it } from 'vitest';
import { wireSample } from '../../testing/samples';
import { decodeControl } from './control';
import { decodeEvent, decodeHistoryPage } from './events';
import { decodeInboxNotice } from './inbox';
import { decodePost } from './posts';
import { decodeProblem, mayTryAgain, wordsFor } from './problems';
import { decodeRoom, pageOf, titleOf } from './rooms';

describe('the JSON samples that the services share', () => {
  it('holds a message', () => {
    expect(decodeEvent(wireSample('message-created'))).toEqual({
      roomId: '01936f5a-0000-7000-8000-000000000001',
      seq: 7,
      at: Date.UTC(2026, 10, 1, 9, 30, 0, 250),
      actor: { id: '01936f5a-0000-7000-8000-0000000000aa', name: 'Ada', role: 'ADMIN' },
      messageId: '0123456789abcdef0123456789abcdef',
      clientMsgId: 'c-1',
      content: { kind: 'message', text: 'Good morning, "all" 👋' },
    });
  });

  it('holds a new member', () => {
    expect(decodeEvent(wireSample('member-joined'))).toMatchObject({
      seq: 8,
      content: { kind: 'joined', userId: '01936f5a-0000-7000-8000-0000000000bb', name: 'Ben' },
    });
  });

  it('holds what a room has set', () => {
    expect(decodeEvent(wireSample('room-settings'))).toMatchObject({
      seq: 9,
      content: {
        kind: 'settings',
        settings: {
          editWindowMs: 0,
          deleteWindowMs: 3_600_000,
          editHistory: 'admins',
          reactions: 'off',
          threads: 'collapsed',
          mentionAll: 'nobody',
        },
      },
    });
  });

  it('holds a refusal', () => {
    expect(decodeProblem(wireSample('problem-validation'))).toEqual({
      code: 'validation.failed',
      status: 422,
      title: 'Validation failed',
      detail: 'The message was not sent.',
      fields: [{ name: 'text', message: 'must have 1 to 8000 characters' }],
      receiptId: 'r-1',
      clientMsgId: 'c-1',
      destination: '/app/rooms/01936f5a-0000-7000-8000-000000000001/send',
    });
  });
});

const HEAD = {
  roomId: 'r',
  seq: 3,
  at: '2026-11-01T09:30:00.250Z',
  actor: { id: 'a', name: 'Ada', role: 'ADMIN' },
};

const TARGET = { seq: 2, messageId: 'm2' };

describe('an event', () => {
  it.each([
    ['message.unreadable', {}, { kind: 'unreadable' }],
    ['member.left', { userId: 'b', name: 'Ben' }, { kind: 'left', userId: 'b', name: 'Ben' }],
    ['room.updated', { name: 'New' }, { kind: 'renamed', name: 'New' }],
    ['reaction.changed', { emoji: 'x' }, { kind: 'other' }],
    [
      'message.created',
      { text: 'x', replyTo: 'm' },
      { kind: 'message', text: 'x', replyTo: { messageId: 'm' } },
    ],
    [
      'message.created',
      { text: 'x', replyTo: 'm', replySeq: 4 },
      { kind: 'message', text: 'x', replyTo: { messageId: 'm', seq: 4 } },
    ],
    ['message.created', {}, { kind: 'message' }],
    [
      'message.edited',
      { target: TARGET, text: 'x' },
      { kind: 'edited', target: TARGET, text: 'x' },
    ],
    ['message.edited', { target: TARGET }, { kind: 'edited', target: TARGET }],
    [
      'message.deleted',
      { target: TARGET, reason: 'r' },
      { kind: 'deleted', target: TARGET, reason: 'r' },
    ],
    ['message.pinned', { target: TARGET }, { kind: 'pinned', target: TARGET }],
    ['message.unpinned', { target: TARGET }, { kind: 'unpinned', target: TARGET }],
    ['message.pinned', {}, { kind: 'other' }],
  ])('of type %s', (type, data, content) => {
    expect(decodeEvent({ ...HEAD, type, data }).content).toEqual(content);
  });

  it('keeps its number when its content is beyond this client', () => {
    const event = decodeEvent({ ...HEAD, type: 'message.created', data: { text: 5 } });

    expect(event).toMatchObject({ seq: 3, content: { kind: 'unreadable' } });
  });

  it.each([
    ['no number', { seq: undefined }],
    ['a number that is no whole one', { seq: 1.5 }],
    ['a number beyond 2^53', { seq: 2 ** 60 }],
    ['no time', { at: 'yesterday' }],
    ['no author', { actor: null }],
    ['an unknown role', { actor: { id: 'a', name: 'A', role: 'ROOT' } }],
  ])('is refused with %s', (_, wrong) => {
    expect(() => decodeEvent({ ...HEAD, type: 'message.created', data: {}, ...wrong })).toThrow();
  });
});

describe('other bodies', () => {
  it('reads a page of history', () => {
    const page = { items: [wireSample('message-created')], headSeq: 9, complete: true };

    expect(decodeHistoryPage(page)).toMatchObject({ headSeq: 9, items: [{ seq: 7 }] });
  });

  it('reads controls, and knows what is none', () => {
    expect(
      decodeControl('{"type":"resume.end","roomId":"r","to":7,"head":9,"more":false}'),
    ).toEqual({
      kind: 'resume.end',
      to: 7,
      head: 9,
    });
    expect(decodeControl('{"type":"something.new"}')).toBeUndefined();
    expect(() => decodeControl('nonsense')).toThrow();
  });

  it('reads rooms and names them', () => {
    const ada = { id: 'a', username: 'ada', displayName: 'Ada', role: 'ADMIN' };
    const direct = { id: 'r', kind: 'direct', name: '', version: 1, headSeq: 4, with: ada };
    const group = { id: 'g', kind: 'group', name: 'Team', version: 1 };

    const page = pageOf(decodeRoom)({ items: [direct, group], next: 'more' });

    expect(page.items.map(titleOf)).toEqual(['Ada', 'Team']);
    expect(page.next).toBe('more');
    expect(() => decodeRoom({ ...group, kind: 'party' })).toThrow();
  });

  it('reads the inbox', () => {
    expect(decodeInboxNotice({ type: 'room.removed', roomId: 'r' })).toEqual({
      type: 'room.removed',
      roomId: 'r',
    });
    expect(decodeInboxNotice({ type: 'other' })).toBeUndefined();
  });

  it('reads posts', () => {
    const at = '2026-11-01T09:30:00.000Z';
    const author = { id: 'a', name: 'Ada', role: 'ADMIN' };
    const post = { id: 'p', title: 'T', body: 'b', html: '<p>b</p>', author, state: 'scheduled' };
    const times = { createdAt: at, updatedAt: at, publishAt: at };

    expect(decodePost({ ...post, ...times, audience: 'users', pinned: true, version: 3 })).toEqual({
      ...{ id: 'p', title: 'T', body: 'b', html: '<p>b</p>', authorId: 'a', author: 'Ada' },
      ...{ state: 'scheduled', audience: 'users', pinned: true, version: 3 },
      ...{ createdAt: Date.parse(at), updatedAt: Date.parse(at), publishAt: Date.parse(at) },
    });
  });

  it('says refusals in words, and knows which pass by themselves', () => {
    const problem = (code: string) => ({ code, status: 0, title: 'Some title', fields: [] });

    expect(wordsFor(problem('room.readonly'))).toBe('Only admins can write here.');
    expect(wordsFor(problem('brand.new'))).toBe('Some title.');
    expect(['send.unknown', 'draining', 'policy.denied', 'conflict'].map(mayTryAgain)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
