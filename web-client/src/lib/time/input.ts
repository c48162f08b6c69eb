/** A moment as a `datetime-local` input wants it: local time to the minute, without a zone. */
export function localInput(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What a `datetime-local` input holds, as RFC 3339; undefined where it is empty or wrong. */
export function timeOfInput(value: string): string | undefined {
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
