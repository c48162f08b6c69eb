import { useState } from 'react';
import { fieldProblem } from '../../../lib/http/api';
import { LONGEST_STATUS, statusAt, type MyStatus } from '../../../lib/model/status';
import type { Presence } from '../../../lib/presence/presence';
import { emojiName } from '../../../lib/text/emojiList';
import { Button, FormProblem, IconButton } from '../../../lib/ui/controls';
import { Choice } from '../../../lib/ui/Choice';
import { Dialog } from '../../../lib/ui/Dialog';
import { EmojiPicker } from '../../../lib/ui/EmojiPicker';
import { ActProblem, Form, Submit, TextField } from '../../../lib/ui/forms';
import { Icon } from '../../../lib/ui/Icon';
import { Menu } from '../../../lib/ui/Menu';
import { useAct } from '../../../lib/ui/useAct';
import { ENDINGS, inputOf, isEmpty, statusBody, statusProblem, type Ending } from './statusForm';

const FIELDS = ['text', 'emoji', 'until'] as const;
const CLEARED = { text: '' };

/** What I say of myself: an emoji, a few words, and when that ends. */
export function StatusDialog({
  presence,
  mine,
  onClose,
}: {
  presence: Presence;
  mine: MyStatus;
  onClose: () => void;
}) {
  const [status] = useState(() => statusAt(mine.status, Date.now()));
  const [input, setInput] = useState(() => inputOf(status, Date.now()));
  const [tries, setTries] = useState(0);
  const [untilProblem, setUntilProblem] = useState<string>();
  const act = useAct();
  const save = (body: unknown) => {
    act.run(async () => {
      await presence.change('status', body);
      onClose();
    });
  };
  const submit = () => {
    const now = Date.now();
    const problem = statusProblem(input, now);
    setUntilProblem(problem);
    setTries(tries + 1);
    if (problem === undefined) {
      save(isEmpty(input) ? CLEARED : statusBody(input, now));
    }
  };
  return (
    <Dialog title="Your status" onClose={onClose}>
      <Form act={act} tries={tries} onSubmit={submit}>
        <div className="status-field">
          <EmojiField
            emoji={input.emoji}
            onChange={(emoji) => {
              setInput({ ...input, emoji });
            }}
          />
          <TextField
            label="What others see beside your name"
            value={input.text}
            onChange={(text) => {
              setInput({ ...input, text });
            }}
            problem={fieldProblem(act.error, 'text')}
            maxLength={LONGEST_STATUS}
            optional
            autoFocus
          />
        </div>
        <FormProblem message={fieldProblem(act.error, 'emoji')} />
        <Choice
          label="Clear it"
          value={input.ending}
          choices={ENDINGS}
          onChange={(ending) => {
            setInput({ ...input, ending: ending as Ending });
          }}
        />
        {input.ending === 'date' && (
          <TextField
            label="When"
            type="datetime-local"
            value={input.date}
            onChange={(date) => {
              setInput({ ...input, date });
            }}
            problem={untilProblem ?? fieldProblem(act.error, 'until')}
          />
        )}
        <ActProblem act={act} fields={FIELDS} />
        <div className="dialog__foot">
          {status && (
            <Button
              disabled={act.busy}
              onClick={() => {
                save(CLEARED);
              }}
            >
              Clear status
            </Button>
          )}
          <Submit act={act}>Save</Submit>
        </div>
      </Form>
    </Dialog>
  );
}

/** One emoji, from the same ones that one reacts with. */
function EmojiField({
  emoji,
  onChange,
}: {
  emoji: string | undefined;
  onChange: (emoji: string | undefined) => void;
}) {
  const [at, setAt] = useState<{ readonly x: number; readonly y: number }>();
  const label = emoji === undefined ? 'Choose an emoji' : `Emoji: ${emojiName(emoji)}`;
  return (
    <>
      <button
        type="button"
        className="status-field__emoji"
        aria-label={label}
        aria-haspopup="menu"
        title={label}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          setAt({ x: left, y: bottom });
        }}
      >
        {emoji ?? <Icon name="smile" />}
      </button>
      {emoji !== undefined && (
        <IconButton
          icon="close"
          label="Without an emoji"
          onClick={() => {
            onChange(undefined);
          }}
        />
      )}
      {at && (
        <Menu
          label="Choose an emoji"
          at={at}
          onClose={() => {
            setAt(undefined);
          }}
        >
          <EmojiPicker
            onChoose={(chosen) => {
              setAt(undefined);
              onChange(chosen);
            }}
          />
        </Menu>
      )}
    </>
  );
}
