import type { Person } from '../model/people';
import { PersonAvatar, StatusSign } from './PresenceDot';

/**
 * The name that somebody chose. It turns no text around it, and the username, which nobody else can
 * have, is within reach.
 */
export function Name({ person }: { person: Person }) {
  return <bdi title={`@${person.username}`}>{person.displayName}</bdi>;
}

/** Somebody in a list. */
export function PersonLine({ person }: { person: Person }) {
  return (
    <>
      <PersonAvatar id={person.id} name={person.displayName} />
      <span className="person__names">
        <span className="person__name">
          <Name person={person} />
          {person.role === 'ADMIN' && <span className="tag">Admin</span>}
          <StatusSign userId={person.id} />
        </span>
        <span className="person__username">@{person.username}</span>
      </span>
    </>
  );
}
