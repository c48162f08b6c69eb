import { useState } from 'react';
import {
  chosenIn,
  decodeChosen,
  mentionsIn,
  type Chosen,
  type Mention,
} from '../../lib/model/mentions';
import type { Words } from '../../lib/model/actions';
import { useSigned } from '../../lib/session/context';
import type { Drafts } from '../../lib/state/drafts';

/** Words that somebody is writing. They are kept until they are sent or given up. */
export interface Writing {
  readonly text: string;
  readonly change: (text: string) => void;
  /** Puts a label into the text that stands for somebody. */
  readonly mention: (text: string, chosen: Chosen) => void;
  /** What there is to send. */
  readonly words: () => Words;
  readonly forget: () => void;
}

/** @param before the words that are changed, where some are */
export function useWords(place: string, before?: Words): Writing {
  const { drafts } = useSigned();
  const [text, setText] = useState(() => drafts.text(place) || (before?.text ?? ''));
  const [chosen, setChosen] = useState(() => keptChosen(drafts, place) ?? chosenOf(before));
  const change = (next: string) => {
    setText(next);
    drafts.set(place, next);
  };
  return {
    text,
    change,
    mention: (next, label) => {
      const all = [...chosen.filter((each) => each.label !== label.label), label];
      change(next);
      setChosen(all);
      drafts.set(mentionsOf(place), all);
    },
    words: () => {
      const said = text.trim();
      return wordsOf(said, mentionsIn(said, chosen));
    },
    forget: () => {
      setText('');
      setChosen([]);
      drafts.set(place, undefined);
      drafts.set(mentionsOf(place), undefined);
    },
  };
}

/** Keeps words for whoever goes on writing there. */
export function keepWords(drafts: Drafts, place: string, words: Words): void {
  drafts.set(place, words.text);
  drafts.set(mentionsOf(place), chosenOf(words));
}

/** Where the changed words of a message are kept until they are saved or left. */
export function editPlace(roomId: string, seq: number): string {
  return `edit.${roomId}.${seq}`;
}

function mentionsOf(place: string): string {
  return `mentions.${place}`;
}

function keptChosen(drafts: Drafts, place: string): readonly Chosen[] | undefined {
  const kept = drafts.get(mentionsOf(place));
  return kept === undefined ? undefined : decodeChosen(kept);
}

function chosenOf(words: Words | undefined): readonly Chosen[] {
  return words ? chosenIn(words.text, words.mentions ?? []) : [];
}

function wordsOf(text: string, mentions: readonly Mention[]): Words {
  return { text, ...(mentions.length > 0 && { mentions }) };
}
