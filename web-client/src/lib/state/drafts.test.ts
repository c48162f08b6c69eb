import { describe, expect, it } from 'vitest';
import { Drafts, forgetDrafts } from './drafts';
import { MemoryKeep } from './keep';

describe('drafts', () => {
  it('survive a reload, each in its place and of its person', () => {
    const keep = new MemoryKeep();
    new Drafts(keep, 'ada').set('room.1', 'half a sen');
    new Drafts(keep, 'ada').set('post.new', { title: 'T' });

    const reloaded = new Drafts(keep, 'ada');

    expect(reloaded.text('room.1')).toBe('half a sen');
    expect(reloaded.get('post.new')).toEqual({ title: 'T' });
    expect(reloaded.text('room.2')).toBe('');
    expect(new Drafts(keep, 'ben').text('room.1')).toBe('');
  });

  it('are gone once they are sent', () => {
    const keep = new MemoryKeep();
    const drafts = new Drafts(keep, 'ada');
    drafts.set('room.1', 'text');

    drafts.set('room.1', '');

    expect(keep.length).toBe(0);
  });

  it('go with the sign-out of their person, and of nobody else', () => {
    const keep = new MemoryKeep();
    new Drafts(keep, 'ada').set('room.1', 'mine');
    new Drafts(keep, 'ben').set('room.1', 'his');

    forgetDrafts(keep, 'ada');

    expect(new Drafts(keep, 'ada').text('room.1')).toBe('');
    expect(new Drafts(keep, 'ben').text('room.1')).toBe('his');
  });
});
