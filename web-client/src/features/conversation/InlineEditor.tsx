import { useEffect, useState, type KeyboardEvent } from 'react';
import type { FoldedMessage } from '../../lib/model/fold';
import { chosenIn, mentionsIn } from '../../lib/model/mentions';
import { useSigned } from '../../lib/session/context';
import { Button } from '../../lib/ui/controls';
import { isComposing } from '../../lib/ui/keys';
import { useRoomScope } from './roomIntent';
import { LengthNote, isTouch, tooManyIn, useGrowing } from './textBox';

const TALLEST_PX = 320;

/** Where the changed words of a message are kept until they are saved or left. */
export function editPlace(roomId: string, seq: number): string {
  return `edit.${roomId}.${seq}`;
}

/** Changes the words of a message where it stands. */
export function InlineEditor({ roomId, message }: { roomId: string; message: FoldedMessage }) {
  const { intent, act } = useRoomScope();
  const { drafts } = useSigned();
  const place = editPlace(roomId, message.seq);
  const before = message.text ?? '';
  const [text, setText] = useState(() => drafts.text(place) || before);
  const [openedAt] = useState(message.version);
  const box = useGrowing(text, TALLEST_PX);
  const written = text.trim();
  const sendable = written !== '' && tooManyIn(text) <= 0;
  useEffect(() => {
    const area = box.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, [box]);

  const leave = () => {
    drafts.set(place, undefined);
    intent.editing.set(undefined);
    const pane = box.current?.closest('.room-pane, .side-panel') ?? document;
    pane.querySelector<HTMLElement>('.composer textarea')?.focus({ preventScroll: true });
  };
  const save = () => {
    if (sendable) {
      leave();
      if (written !== before) {
        const { seq, messageId } = message;
        const mentions = mentionsIn(written, chosenIn(before, message.mentions ?? []));
        // What is saved elsewhere at the same moment is not overwritten unseen
        const ifVersion = message.version;
        act({
          kind: 'edit',
          target: { seq, messageId },
          text: written,
          ...(mentions.length > 0 && { mentions }),
          ifVersion,
        });
      }
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) {
      return;
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      leave();
    } else if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      save();
    }
  };
  return (
    <form
      className="inline-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        value={text}
        aria-label="Edit your message"
        aria-invalid={tooManyIn(text) > 0}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          drafts.set(place, event.target.value);
        }}
      />
      <p className="inline-editor__note" role="status">
        <LengthNote text={text} />
        {message.version !== openedAt &&
          'This message was changed elsewhere meanwhile. Saving replaces that.'}
      </p>
      <div className="inline-editor__foot">
        <Button onClick={leave}>Cancel</Button>
        <Button type="submit" look="primary" disabled={!sendable}>
          Save
        </Button>
      </div>
    </form>
  );
}
