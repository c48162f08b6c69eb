import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** From one message to the next by the arrows; elsewhere in the list they scroll as ever. */
export function stepAmongMessages(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const { target, currentTarget } = event;
  if (step === undefined || !(target instanceof HTMLElement) || !isMessage(target)) {
    return;
  }
  const messages = [...currentTarget.querySelectorAll<HTMLElement>('.message[tabindex]')];
  const next = messages[messages.indexOf(target) + step];
  event.preventDefault();
  next?.focus();
}

function isMessage(element: HTMLElement): boolean {
  return element.matches('.message[tabindex]');
}
