import { useEffect } from 'react';
import type { Badge } from '../features/conversation/reading/badge';

const SIZE = 64;
const MOST_SHOWN = 99;

/** What the icon of the tab says: a number of mentions, or a dot where something waits. */
export type TabMark = number | 'dot' | undefined;

export function tabMarkOf({ count, mentions, isMarked }: Badge): TabMark {
  if (mentions > 0) {
    return mentions;
  }
  return count > 0 || isMarked ? 'dot' : undefined;
}

/** Puts onto the icon of the tab what waits. */
export function useTabIcon(total: Badge): void {
  const mark = tabMarkOf(total);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const { href, type } = link ?? { href: '', type: '' };
    const drawn = mark === undefined ? undefined : draw(mark);
    if (link && drawn !== undefined) {
      link.type = 'image/png';
      link.href = drawn;
    }
    return () => {
      if (link && drawn !== undefined) {
        link.type = type;
        link.href = href;
      }
    };
  }, [mark]);
}

/** The logo with a mark in its corner; undefined where the browser cannot draw. */
function draw(mark: number | 'dot'): string | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  if (!pen) {
    return undefined;
  }
  pen.scale(SIZE / 32, SIZE / 32);
  pen.fillStyle = '#0f6e63';
  pen.beginPath();
  pen.roundRect(0, 0, 32, 32, 9);
  pen.fill();
  pen.fillStyle = '#fff';
  pen.fill(new Path2D('M9 8.5h9.5a4.5 4.5 0 0 1 0 9H13l-4 3.4V17.2A4.5 4.5 0 0 1 9 8.5Z'));
  drawMark(pen, mark);
  return canvas.toDataURL('image/png');
}

function drawMark(pen: CanvasRenderingContext2D, mark: number | 'dot'): void {
  const radius = mark === 'dot' ? 6.5 : 10;
  const at = 32 - radius;
  pen.fillStyle = '#fff';
  pen.beginPath();
  pen.arc(at, at, radius, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = '#d0342c';
  pen.beginPath();
  pen.arc(at, at, radius - 1.2, 0, 2 * Math.PI);
  pen.fill();
  if (mark !== 'dot') {
    pen.fillStyle = '#fff';
    pen.font = `700 ${mark > 9 ? 11 : 13}px sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(String(Math.min(mark, MOST_SHOWN)), at, at + 0.8);
  }
}
