import { useState } from 'react';
import { fieldProblem } from '../../../lib/http/api';
import type { Dnd, Schedule } from '../../../lib/model/dnd';
import type { Presence } from '../../../lib/presence/presence';
import { Button, FormProblem } from '../../../lib/ui/controls';
import { Dialog } from '../../../lib/ui/Dialog';
import { ActProblem, Form, Submit, TextField } from '../../../lib/ui/forms';
import { useAct } from '../../../lib/ui/useAct';
import { DAYS, dndBody, usualSchedule } from './statusForm';

const FIELDS = ['schedule.days', 'schedule.from', 'schedule.to', 'schedule.zone'] as const;

/** The times of the week at which I do not want to be disturbed. */
export function ScheduleDialog({
  presence,
  dnd,
  onClose,
}: {
  presence: Presence;
  dnd: Dnd | undefined;
  onClose: () => void;
}) {
  const schedule = dnd?.schedule;
  const usual = usualSchedule();
  const [{ days, from, to }, setInput] = useState(schedule ?? usual);
  const [tries, setTries] = useState(0);
  const act = useAct();
  const change = (changed: Partial<Schedule>) => {
    setInput((before) => ({ ...before, ...changed }));
  };
  const save = (wanted: Schedule | undefined) => {
    const { until = 0 } = dnd ?? {};
    const time = until > Date.now() ? { until } : {};
    act.run(async () => {
      await presence.change('dnd', dndBody({ ...time, ...(wanted && { schedule: wanted }) }));
      onClose();
    });
  };
  const noDay = tries > 0 && days.length === 0 ? 'Choose a day' : undefined;
  const noTime = (time: string) => (tries > 0 && time === '' ? 'Choose a time' : undefined);
  const submit = () => {
    setTries(tries + 1);
    if (days.length > 0 && from !== '' && to !== '') {
      save({ days, from, to, zone: usual.zone });
    }
  };
  return (
    <Dialog title="Do not disturb" onClose={onClose}>
      <Form act={act} tries={tries} onSubmit={submit}>
        <fieldset className="days">
          <legend className="field__label">On these days</legend>
          {DAYS.map((name, index) => (
            <label key={name} className="check">
              <input
                type="checkbox"
                aria-invalid={noDay !== undefined}
                checked={days.includes(index + 1)}
                onChange={({ target }) => {
                  const others = days.filter((day) => day !== index + 1);
                  change({ days: target.checked ? [...others, index + 1].sort() : others });
                }}
              />
              {name}
            </label>
          ))}
        </fieldset>
        <FormProblem message={noDay ?? fieldProblem(act.error, 'schedule.days')} />
        <div className="times">
          <TextField
            label="From"
            type="time"
            value={from}
            problem={noTime(from) ?? fieldProblem(act.error, 'schedule.from')}
            onChange={(time) => {
              change({ from: time });
            }}
          />
          <TextField
            label="To"
            type="time"
            hint={to > from ? undefined : 'On the next day'}
            value={to}
            problem={noTime(to) ?? fieldProblem(act.error, 'schedule.to')}
            onChange={(time) => {
              change({ to: time });
            }}
          />
        </div>
        <p className="card__text">By the clock of {usual.zone}, wherever you are.</p>
        <FormProblem message={fieldProblem(act.error, 'schedule.zone')} />
        <ActProblem act={act} fields={FIELDS} />
        <div className="dialog__foot">
          {schedule && (
            <Button
              disabled={act.busy}
              onClick={() => {
                save(undefined);
              }}
            >
              Turn off
            </Button>
          )}
          <Submit act={act}>Save</Submit>
        </div>
      </Form>
    </Dialog>
  );
}
