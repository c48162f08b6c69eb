import { useCallback } from 'react';
import { decodeApplied, type Applied } from '../../lib/model/admin';
import type { Call } from '../../lib/http/api';
import { useSigned } from '../../lib/session/context';
import { useToast } from '../../lib/ui/toasts';

export type AppliedCall = Pick<Call<Applied>, 'method' | 'path' | 'body' | 'headers'>;

/** Makes a change, waits until it counts in every process, and says so; answers what was answered. */
export function useApplied(): (call: AppliedCall, done: string) => Promise<unknown> {
  const { api } = useSigned();
  const say = useToast();
  return useCallback(
    async (call, done) => {
      const separator = call.path.includes('?') ? '&' : '?';
      const path = `${call.path}${separator}wait=applied`;
      const answer = await api.call({ ...call, path, decode: (value) => value });
      say({ text: wordsOfApplied(decodeApplied(answer), done) });
      return answer;
    },
    [api, say],
  );
}

export function wordsOfApplied({ applied, pending }: Applied, done: string): string {
  if (applied) {
    return `${done} It counts everywhere.`;
  }
  const where = pending.length === 0 ? '' : ` (${pending.join(', ')})`;
  return `${done} Not every process has heard of it yet${where}; it counts there in a moment.`;
}
