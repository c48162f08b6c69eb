import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { focusAgain } from './Dialog';
import { Icon, type IconName } from './Icon';
import { isComposing } from './keys';

const EDGE_PX = 8;

/**
 * A menu at a place of the page; on a phone at its lower edge. Arrows move in it, Escape or a click
 * beside it closes it, and the focus goes back to where it was.
 */
export function Menu({
  label,
  at,
  onClose,
  children,
}: {
  label: string;
  at: { readonly x: number; readonly y: number };
  onClose: () => void;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const opener = document.activeElement;
    itemsIn(box.current)[0]?.focus({ preventScroll: true });
    return () => {
      focusAgain(opener);
    };
  }, []);
  useLayoutEffect(() => {
    const menu = box.current;
    if (menu) {
      const { offsetWidth, offsetHeight } = menu;
      const x = within(at.x, window.innerWidth - offsetWidth - EDGE_PX);
      const y = within(at.y, window.innerHeight - offsetHeight - EDGE_PX);
      menu.style.setProperty('--x', `${x}px`);
      menu.style.setProperty('--y', `${y}px`);
    }
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) {
      return;
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (event.key in STEPS) {
      event.preventDefault();
      move(box.current, event.key);
    }
  };
  return (
    <div
      className="menu-layer"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) {
          event.preventDefault();
          onClose();
        }
      }}
      onContextMenu={(event) => {
        event.preventDefault();
      }}
    >
      <div ref={box} className="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
        {children}
      </div>
    </div>
  );
}

export function MenuItem({
  icon,
  children,
  danger = false,
  onChoose,
}: {
  icon: IconName;
  children: ReactNode;
  danger?: boolean;
  onChoose: () => void;
}) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={danger ? 'menu__item menu__item--danger' : 'menu__item'}
      onClick={onChoose}
    >
      <Icon name={icon} size={18} />
      <span>{children}</span>
    </button>
  );
}

/** One of a few in a menu, of which one is chosen; or one that is on or off by itself. */
export function MenuChoice({
  checked,
  children,
  isAlone = false,
  onChoose,
}: {
  checked: boolean;
  children: ReactNode;
  isAlone?: boolean;
  onChoose: () => void;
}) {
  return (
    <button
      type="button"
      role={isAlone ? 'menuitemcheckbox' : 'menuitemradio'}
      aria-checked={checked}
      tabIndex={-1}
      className="menu__item"
      onClick={onChoose}
    >
      <span className="menu__check">{checked && <Icon name="check" size={18} />}</span>
      <span>{children}</span>
    </button>
  );
}

type Step = (at: number, count: number) => number;

const next: Step = (at, count) => (at + 1) % count;
const previous: Step = (at, count) => (at - 1 + count) % count;

const STEPS: Readonly<Record<string, Step>> = {
  ArrowDown: next,
  ArrowRight: next,
  ArrowUp: previous,
  ArrowLeft: previous,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function move(box: HTMLElement | null, key: string): void {
  const items = itemsIn(box);
  const at = items.findIndex((item) => item === document.activeElement);
  const to = STEPS[key]?.(at, items.length);
  if (to !== undefined) {
    items[to]?.focus();
  }
}

function itemsIn(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
}

function within(at: number, most: number): number {
  return Math.max(EDGE_PX, Math.min(at, most));
}
