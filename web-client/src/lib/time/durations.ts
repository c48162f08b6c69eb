export type Unit = 'seconds' | 'minutes' | 'hours' | 'days';

/** So many of a unit. */
export interface Amount {
  readonly count: number;
  readonly unit: Unit;
}

const MILLIS: Readonly<Record<Unit, number>> = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
};

export function millisOf({ count, unit }: Amount): number {
  return Math.round(count * MILLIS[unit]);
}

/** In the largest unit of which it is a whole number; a day is 24 hours. */
export function amountOf(millis: number): Amount {
  const unit = millis === MILLIS.days ? 'hours' : largestUnit(millis);
  return { count: millis / MILLIS[unit], unit };
}

function largestUnit(millis: number): Unit {
  const units: readonly Unit[] = ['days', 'hours', 'minutes'];
  return units.find((unit) => millis % MILLIS[unit] === 0) ?? 'seconds';
}

/** "1 minute", "24 hours". */
export function durationWords(millis: number): string {
  const { count, unit } = amountOf(millis);
  return count === 1 ? `1 ${unit.slice(0, -1)}` : `${count.toLocaleString()} ${unit}`;
}
