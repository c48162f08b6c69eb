import { describe, expect, it } from 'vitest';
import { routeOf } from './router';

const ID = '01936f5a-0000-7000-8000-000000000001';

describe('routes', () => {
  it.each([
    ['', { page: 'home' }],
    ['#/', { page: 'home' }],
    ['#/login', { page: 'login' }],
    ['#/register', { page: 'register', invitation: '' }],
    ['#/register/a-code_09', { page: 'register', invitation: 'a-code_09' }],
    ['#/forgot-password', { page: 'forgot' }],
    ['#/reset-password/a-token_09', { page: 'resetPassword', token: 'a-token_09' }],
    ['#/reset-password/%2e%2e', { page: 'login' }],
    ['#/join/a-code_09', { page: 'join', code: 'a-code_09' }],
    ['#/account', { page: 'account' }],
    ['#/people', { page: 'people' }],
    [`#/people/${ID}`, { page: 'person', userId: ID }],
    ['#/audit', { page: 'audit' }],
    [`#/rooms/${ID}`, { page: 'room', roomId: ID }],
    ['#/posts', { page: 'posts' }],
    ['#/posts/new', { page: 'newPost' }],
    [`#/posts/${ID}`, { page: 'post', postId: ID }],
    [`#/posts/${ID}/edit`, { page: 'editPost', postId: ID }],
    [`#/rooms/${ID}/members`, { page: 'room', roomId: ID, beside: { what: 'members' } }],
    [`#/rooms/${ID}/settings`, { page: 'room', roomId: ID, beside: { what: 'settings' } }],
    [`#/rooms/${ID}/threads`, { page: 'room', roomId: ID, beside: { what: 'threads' } }],
    [
      `#/rooms/${ID}/threads/41`,
      { page: 'room', roomId: ID, beside: { what: 'thread', root: 41 } },
    ],
    [`#/rooms/${ID}/threads/0x1`, { page: 'room', roomId: ID, beside: { what: 'threads' } }],
    [
      `#/rooms/${ID}/threads/41/57`,
      { page: 'room', roomId: ID, beside: { what: 'thread', root: 41, at: 57 } },
    ],
    [`#/rooms/${ID}/messages/57`, { page: 'room', roomId: ID, at: 57 }],
    [`#/rooms/${ID}/messages/-1`, { page: 'room', roomId: ID }],
    ['#/mentions', { page: 'mentions' }],
    ['#/threads', { page: 'threads' }],
    ['#/rooms/..%2Fadmin', { page: 'unknown' }],
    ['#/join/%2e%2e', { page: 'unknown' }],
    ['#/posts/../../x', { page: 'posts' }],
    ['#/nonsense', { page: 'unknown' }],
  ])('%s', (hash, route) => {
    expect(routeOf(hash)).toEqual(route);
  });
});
