import { DecodeError, asObject, text } from './json';

export type Role = 'ADMIN' | 'USER';

/** A person as other people see them. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
}

export function roleOf(name: string): Role {
  if (name === 'ADMIN' || name === 'USER') {
    return name;
  }
  throw new DecodeError('unknown role');
}

export function decodePerson(value: unknown): Person {
  const from = asObject(value);
  return {
    id: text(from, 'id'),
    username: text(from, 'username'),
    displayName: text(from, 'displayName'),
    role: roleOf(text(from, 'role')),
  };
}
