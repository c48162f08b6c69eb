import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { Chosen } from '../../lib/model/mentions';
import { useStore } from '../../lib/state/useStore';
import { PresenceDot } from '../../lib/ui/PresenceDot';
import { useConversations } from './context';
import { useOpenRoom } from './roomIntent';
import { useMentionable, type Mentionable } from './useMentionable';

/** An `@` at the beginning of a word, and what is written of a name up to the cursor. */
const BEGUN = /(?:^|[\s([{"'“‘«])@([^\s@]{0,40}(?: [^\s@]{1,40})?)$/u;

export interface Completion {
  /** What a screen reader learns at the text box. */
  readonly props: Partial<ComponentProps<'textarea'>>;
  readonly list: ReactNode;
  /** Whether the key was for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** Looks anew what stands before the cursor. */
  readonly look: () => void;
  readonly close: () => void;
}

/**
 * Completes names behind an `@`. The focus stays in the text box, which names the option that is active:
 * a box of many lines may be no combobox by ARIA, but a text box may complete from a list.
 */
export function useCompletion(
  box: RefObject<HTMLTextAreaElement | null>,
  text: string,
  onChoose: (text: string, chosen: Chosen) => void,
): Completion {
  const { takesMentions } = useStore(useConversations().chat.limits);
  const listId = useId();
  const [query, setQuery] = useState<string>();
  const [at, setAt] = useState(0);
  const cursor = useRef<number>(undefined);
  const found = useMentionable(useOpenRoom(), takesMentions ? query : undefined);
  const isOpen = found.length > 0;
  const active = Math.min(at, found.length - 1);
  useLayoutEffect(() => {
    // React puts the cursor of a changed text at its end
    if (cursor.current !== undefined) {
      box.current?.setSelectionRange(cursor.current, cursor.current);
      cursor.current = undefined;
    }
  }, [box, text]);

  const close = () => {
    setQuery(undefined);
  };
  const look = () => {
    const next = begunIn(box.current);
    if (next !== query) {
      setQuery(next);
      setAt(0);
    }
  };
  const choose = ({ chosen }: Mentionable) => {
    const end = box.current?.selectionStart ?? text.length;
    const start = end - (query?.length ?? 0) - 1;
    const before = `${text.slice(0, start)}${chosen.label} `;
    cursor.current = before.length;
    close();
    onChoose(before + text.slice(end).trimStart(), chosen);
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const step = STEPS[event.key];
    const chosen = found[active];
    if (!isOpen || !chosen || event.shiftKey) {
      return false;
    }
    if (step !== undefined) {
      setAt((active + step + found.length) % found.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      choose(chosen);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  };
  const optionId = (index: number) => `${listId}-${index}`;
  return {
    props: isOpen
      ? {
          'aria-autocomplete': 'list',
          'aria-controls': listId,
          'aria-haspopup': 'listbox',
          'aria-activedescendant': optionId(active),
        }
      : { 'aria-autocomplete': 'list' },
    list: isOpen && (
      <>
        <ul id={listId} className="completion" role="listbox" aria-label="People to mention">
          {found.map((each, index) => (
            <li
              key={each.chosen.label + each.note}
              id={optionId(index)}
              className="completion__option"
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => {
                // The focus stays in the text
                event.preventDefault();
              }}
              onClick={() => {
                choose(each);
              }}
            >
              <bdi>{each.name}</bdi>
              <span className="completion__note">{each.note}</span>
              {each.chosen.kind === 'user' && <PresenceDot userId={each.chosen.userId} />}
            </li>
          ))}
        </ul>
        <p className="hidden" role="status">
          {`${found.length} to mention. The arrows choose, Enter mentions.`}
        </p>
      </>
    ),
    onKeyDown,
    look,
    close,
  };
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** What is written of a name before the cursor; undefined where none is begun. */
function begunIn(box: HTMLTextAreaElement | null): string | undefined {
  if (!box || box.selectionStart !== box.selectionEnd) {
    return undefined;
  }
  return BEGUN.exec(box.value.slice(0, box.selectionStart))?.[1];
}
