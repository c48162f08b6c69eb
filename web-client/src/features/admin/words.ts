import { isForEver } from '../../lib/model/admin';
import { fullTime } from '../../lib/time/words';

export function bannedWords(until: number): string {
  return isForEver(until) ? 'banned for ever' : `banned until ${fullTime(until)}`;
}
