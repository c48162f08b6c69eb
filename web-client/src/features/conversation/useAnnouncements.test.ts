// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { EMPTY_VIEW, type RoomView } from '../../lib/stomp/view';
import { BEN, message } from '../../testing/samples';
import { useAnnouncements } from './useAnnouncements';

afterEach(cleanup);

function viewOf(from: number, to: number): RoomView {
  const events = Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
  return { events, last: to, head: to, fromStart: false };
}

function listen(view: RoomView) {
  return renderHook(({ view: shown }) => useAnnouncements(shown, BEN.id), {
    initialProps: { view },
  });
}

describe('a screen reader', () => {
  it('hears what arrives, with its author', () => {
    const { result, rerender } = listen(viewOf(50, 60));
    expect(result.current).toEqual([]);

    rerender({ view: viewOf(50, 61) });

    expect(result.current.map(({ text }) => text)).toEqual(['Ada: message 61']);
  });

  it('hears nothing of older messages that load, nor of the first ones of a room', () => {
    const { result, rerender } = listen(EMPTY_VIEW);
    rerender({ view: viewOf(50, 60) });
    expect(result.current).toEqual([]);

    rerender({ view: viewOf(1, 60) });

    expect(result.current).toEqual([]);
  });

  it('hears no words that were deleted since', () => {
    const { result, rerender } = listen(viewOf(50, 60));
    const said = viewOf(50, 61);
    rerender({ view: said });
    const target = { seq: 61, messageId: 'm61' };
    const deletion = message(62, { content: { kind: 'deleted', target } });

    rerender({ view: { ...said, events: [...said.events, deletion], last: 62 } });

    expect(result.current).toEqual([]);
  });

  it('hears a number where many come at once', () => {
    const { result, rerender } = listen(viewOf(50, 60));

    rerender({ view: viewOf(50, 80) });

    expect(result.current.map(({ text }) => text)).toEqual(['20 new messages']);
  });

  it('hears nothing of what one wrote oneself', () => {
    const { result, rerender } = listen(viewOf(50, 60));
    const view = viewOf(50, 60);

    rerender({
      view: { ...view, events: [...view.events, message(61, { actor: BEN })], last: 61, head: 61 },
    });

    expect(result.current).toEqual([]);
  });
});
