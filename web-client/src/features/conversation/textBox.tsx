import { useLayoutEffect, useRef, type RefObject } from 'react';

/** The server takes no more. */
export const LONGEST_TEXT = 8_000;
const WARN_WITHIN = 500;

/** By how many characters a text is too long; below zero, how many are left. */
export function tooManyIn(text: string): number {
  return text.trim().length - LONGEST_TEXT;
}

/** What is too long is not sent: the person decides what goes. */
export function LengthNote({ text }: { text: string }) {
  const tooMany = tooManyIn(text);
  if (tooMany > 0) {
    return (
      <span className="composer__problem">
        {`Too long by ${counted(tooMany)}: shorten it, or send it in parts.`}
      </span>
    );
  }
  return -tooMany < WARN_WITHIN && `${counted(-tooMany)} left`;
}

/** For a box that grows with its text, up to a height. */
export function useGrowing(text: string, tallestPx: number): RefObject<HTMLTextAreaElement | null> {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = box.current;
    if (area) {
      area.style.height = 'auto';
      area.style.height = `${Math.min(area.scrollHeight, tallestPx)}px`;
    }
  }, [text, tallestPx]);
  return box;
}

/** Whether a keyboard slides in: there Enter is a new line. */
export function isTouch(): boolean {
  return window.matchMedia('(pointer: coarse)').matches;
}

function counted(characters: number): string {
  return `${characters.toLocaleString()} ${characters === 1 ? 'character' : 'characters'}`;
}
