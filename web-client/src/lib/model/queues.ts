import { asObject, list, text } from './json';
import { decodePerson } from './people';

/** A place where users ask for help. */
export interface SupportQueue {
  readonly id: string;
  readonly name: string;
  /** Who answers, as far as one may know. */
  readonly agents: readonly string[];
}

export function decodeQueue(value: unknown): SupportQueue {
  const from = asObject(value);
  const agents = from['agents'];
  return {
    id: text(from, 'id'),
    name: text(from, 'name'),
    agents: agents === undefined ? [] : list(agents, decodePerson).map(({ id }) => id),
  };
}
