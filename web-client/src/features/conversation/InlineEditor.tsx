import { useEffect, useState, type KeyboardEvent } from 'react';
import type { FoldedMessage } from '../../lib/model/fold';
import { sameMentions } from '../../lib/model/mentions';
import { Button } from '../../lib/ui/controls';
import { isComposing } from '../../lib/ui/keys';
import { useRoomScope } from './roomIntent';
import { LengthNote, isTouch, tooManyIn, useGrowing } from './textBox';
import { useCompletion } from './useCompletion';
import { editPlace, useWords } from './useWords';

const TALLEST_PX = 320;

/** Changes the words of a message where it stands. */
export function InlineEditor({ roomId, message }: { roomId: string; message: FoldedMessage }) {
  const { intent, act } = useRoomScope();
  const before = message.text ?? '';
  const mentioned = message.mentions;
  const writing = useWords(editPlace(roomId, message.seq), {
    text: before,
    ...(mentioned && { mentions: mentioned }),
  });
  const { text } = writing;
  const [openedAt] = useState(message.version);
  const box = useGrowing(text, TALLEST_PX);
  const sendable = text.trim() !== '' && tooManyIn(text) <= 0;
  const completion = useCompletion(box, text, writing.mention);
  useEffect(() => {
    const area = box.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, [box]);

  const leave = () => {
    writing.forget();
    intent.editing.set(undefined);
    const pane = box.current?.closest('.room-pane, .side-panel') ?? document;
    pane.querySelector<HTMLElement>('.composer textarea')?.focus({ preventScroll: true });
  };
  const save = () => {
    if (sendable) {
      const words = writing.words();
      leave();
      if (words.text !== before || !sameMentions(words.mentions, mentioned)) {
        const { seq, messageId } = message;
        // What is saved elsewhere at the same moment is not overwritten unseen
        const ifVersion = message.version;
        act({ kind: 'edit', target: { seq, messageId }, ...words, ifVersion });
      }
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || completion.onKeyDown(event)) {
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
      {completion.list}
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        value={text}
        {...completion.props}
        aria-label="Edit your message"
        aria-invalid={tooManyIn(text) > 0}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          writing.change(event.target.value);
          completion.look();
        }}
        onSelect={completion.look}
        onBlur={completion.close}
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
