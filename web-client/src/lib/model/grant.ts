import { asObject, count, text } from './json';
import { decodePerson, type Person } from './people';

/** What login and refresh answer. */
export interface Grant {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly user: Person;
}

export function decodeGrant(value: unknown): Grant {
  const from = asObject(value);
  return {
    accessToken: text(from, 'accessToken'),
    expiresIn: count(from, 'expiresIn'),
    refreshToken: text(from, 'refreshToken'),
    user: decodePerson(from['user']),
  };
}
