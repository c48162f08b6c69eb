import { describe, expect, it } from 'vitest';
import { message } from '../../testing/samples';
import { foldedMessages, type FoldedMessage } from './fold';
import { rightsIn, rightsOn } from './rights';
import type { Room } from './rooms';

const NOW = Date.UTC(2026, 10, 1);
const USER = { id: 'ben', username: 'ben', displayName: 'Ben', role: 'USER' } as const;
const ADMIN = { id: 'ada', username: 'ada', displayName: 'Ada', role: 'ADMIN' } as const;

function room(kind: Room['kind'], change: Partial<Room> = {}): Room {
  return { id: 'r', kind, name: '', version: 1, headSeq: 0, standing: 'member', ...change };
}

function granted(rights: object): string {
  return Object.entries(rights)
    .filter(([, isGranted]) => isGranted === true)
    .map(([right]) => right)
    .join(' ');
}

const ALL = 'write react pin deleteOwn deleteAny';
const MUTED = { standing: 'muted', mutedUntil: NOW + 1 };

describe('what one may do in a room', () => {
  it.each([
    ['a member of a group', room('group'), USER, 'write react deleteOwn mentionRoom'],
    ['an admin in a group', room('group'), ADMIN, `${ALL} mentionRoom`],
    [
      'a member where only admins call all',
      room('group', { settings: { mentionAll: 'admins', reactions: 'off' } }),
      USER,
      'write deleteOwn',
    ],
    ['one who is muted', room('group', MUTED), USER, 'deleteOwn'],
    [
      'one whose mute is over',
      room('group', { ...MUTED, mutedUntil: NOW }),
      USER,
      'write react deleteOwn mentionRoom',
    ],
    ['a spectator', room('group', { standing: 'spectator' }), USER, ''],
    ['an admin outside', room('announce', { standing: 'none' }), ADMIN, ''],
    ['a reader of announcements', room('announce'), USER, 'react'],
    ['an admin of announcements', room('announce'), ADMIN, `${ALL} mentionRoom`],
    ['a user in a direct room', room('direct', { with: ADMIN }), USER, 'write react pin deleteOwn'],
    ['the admin of a direct room', room('direct', { with: USER }), ADMIN, ALL],
    ['one who asks for support', room('support'), USER, 'write react deleteOwn'],
    ['an agent', room('support'), ADMIN, ALL],
  ])('is, as %s', (_who, where, person, rights) => {
    expect(granted(rightsIn(where, person, NOW))).toBe(rights);
  });

  it('goes for messages by whose they are, and for none that is deleted', () => {
    const target = { seq: 2, messageId: 'm2' };
    const deletion = message(3, { content: { kind: 'deleted', target } });
    const [own, gone] = foldedMessages([message(1), message(2), deletion]).values();
    const member = rightsIn(room('group'), USER, NOW);
    const on = (each: FoldedMessage | undefined, userId: string) =>
      each && granted(rightsOn(each, member, userId));

    expect(on(own, 'ada')).toBe('reply react edit remove');
    expect(on(own, 'ben')).toBe('reply react');
    expect(on(gone, 'ada')).toBe('');
    expect(own && granted(rightsOn(own, rightsIn(room('group'), ADMIN, NOW), 'eve'))).toBe(
      'reply react remove pin',
    );
  });

  it('ends with the windows of the room, or those that are usual', () => {
    const [own] = foldedMessages([message(1)]).values() as Iterable<FoldedMessage>;
    const after = (millis: number, settings: object) => {
      const rights = rightsIn(room('group', { settings }), USER, NOW, { deleteWindowMs: 60_000 });
      return own && granted(rightsOn(own, rights, 'ada', own.at + millis));
    };

    expect(after(59_999, {})).toBe('reply react edit remove');
    expect(after(60_000, {})).toBe('reply react edit');
    expect(after(60_000, { editWindowMs: 60_000, deleteWindowMs: 120_000 })).toBe(
      'reply react remove',
    );
    expect(after(0, { editWindowMs: 0, deleteWindowMs: 0 })).toBe('reply react');
  });
});
