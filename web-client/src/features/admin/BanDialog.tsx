import { useState } from 'react';
import type { ManagedPerson } from '../../lib/model/admin';
import { timeOfInput } from '../../lib/time/input';
import { TextField } from '../../lib/ui/forms';
import { Choice } from '../../lib/ui/Choice';
import { ReasonDialog } from '../../lib/ui/ReasonDialog';
import { useApplied } from './useApplied';
import { isolated } from '../../lib/text/bidi';

const HOUR_MS = 3_600_000;

const LENGTHS = [
  ['', 'For ever'],
  ['1', 'For an hour'],
  ['24', 'For a day'],
  ['168', 'For a week'],
  ['until', 'Until a time'],
] as const;

export function BanDialog({
  person,
  onDone,
  onClose,
}: {
  person: ManagedPerson;
  onDone: () => void;
  onClose: () => void;
}) {
  const apply = useApplied();
  const [length, setLength] = useState('');
  const [time, setTime] = useState('');
  return (
    <ReasonDialog
      title={`Ban ${isolated(person.displayName)}`}
      text="All sessions end at once, and nobody can sign in to this account meanwhile."
      confirm="Ban"
      look="danger"
      onAct={async (reason) => {
        const until = endOf(length, time, Date.now());
        const body = { reason, ...(until !== undefined && { until }) };
        const path = `/admin/users/${person.id}/ban`;
        await apply({ method: 'PUT', path, body }, 'Banned.');
        onDone();
      }}
      onClose={onClose}
    >
      <Choice label="How long" value={length} onChange={setLength} choices={LENGTHS} />
      {length === 'until' && (
        <TextField label="Until" type="datetime-local" value={time} onChange={setTime} />
      )}
    </ReasonDialog>
  );
}

/** When the ban ends; undefined for never. */
export function endOf(length: string, time: string, now: number): string | undefined {
  if (length === '') {
    return undefined;
  }
  return length === 'until'
    ? timeOfInput(time)
    : new Date(now + Number(length) * HOUR_MS).toISOString();
}
