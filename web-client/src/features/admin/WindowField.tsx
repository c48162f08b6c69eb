import type { Unit } from '../../lib/time/durations';
import { durationWords } from '../../lib/time/durations';
import { TextField } from '../../lib/ui/forms';
import { Choice } from '../../lib/ui/Choice';
import type { WindowInput } from './settingsForm';

const UNITS: readonly (readonly [Unit, string])[] = [
  ['seconds', 'seconds'],
  ['minutes', 'minutes'],
  ['hours', 'hours'],
  ['days', 'days'],
];

/** For how long something can be done: as usual, never, or for so many minutes, hours or days. */
export function WindowField({
  label,
  value,
  usualMs,
  problem,
  onChange,
}: {
  label: string;
  value: WindowInput;
  /** What is usual here; unknown while there is no connection. */
  usualMs: number | undefined;
  problem: string | undefined;
  onChange: (value: WindowInput) => void;
}) {
  return (
    <fieldset className="window-field">
      <Choice
        label={label}
        value={value.how}
        choices={[
          ['usual', usualWords(usualMs)],
          ['never', 'Never'],
          ['limited', 'For a time'],
        ]}
        onChange={(how) => {
          onChange({ ...value, how: how as WindowInput['how'] });
        }}
      />
      {value.how === 'limited' && (
        <div className="window-field__amount">
          <TextField
            label="For how long"
            type="number"
            value={value.count}
            problem={problem}
            onChange={(count) => {
              onChange({ ...value, count });
            }}
          />
          <Choice
            label="Unit"
            value={value.unit}
            choices={UNITS}
            onChange={(unit) => {
              onChange({ ...value, unit: unit as Unit });
            }}
          />
        </div>
      )}
    </fieldset>
  );
}

function usualWords(usualMs: number | undefined): string {
  switch (usualMs) {
    case undefined:
      return 'As usual here';
    case 0:
      return 'As usual here: never';
    default:
      return `As usual here: for ${durationWords(usualMs)}`;
  }
}
