const DAY_MS = 86_400_000;

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const fullDay = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

export function timeOfDay(at: number): string {
  return clock.format(at);
}

export function fullTime(at: number): string {
  return full.format(at);
}

/** "Today", "Yesterday", or the day. */
export function dayName(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) {
    return 'Today';
  }
  if (days === 1) {
    return 'Yesterday';
  }
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? longDay.format(at)
    : fullDay.format(at);
}

/** As short as a list has room for: the time today, the weekday this week, else the date. */
export function shortTime(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) {
    return timeOfDay(at);
  }
  if (days === 1) {
    return 'Yesterday';
  }
  return days < 7 ? weekday.format(at) : dayMonth.format(at);
}

/** "just now", "5 min ago", "3 h ago", or the day. */
export function ago(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) {
    return 'just now';
  }
  if (minutes < 60) {
    return `${minutes} min ago`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 12 ? `${hours} h ago` : `${dayName(at, now)}, ${timeOfDay(at)}`;
}

/** Until when: the time where that is today, else the day, too. */
export function untilWords(until: number, now: number): string {
  return sameDay(until, now) ? timeOfDay(until) : `${dayName(until, now)}, ${timeOfDay(until)}`;
}

/** When somebody begins their next day. */
export function tomorrow(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(8, 0, 0, 0);
}

/** When a day ends. */
export function endOfDay(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0);
}

export function sameDay(a: number, b: number): boolean {
  return daysBetween(a, b) === 0;
}

function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / DAY_MS);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
