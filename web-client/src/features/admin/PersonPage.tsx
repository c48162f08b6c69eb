import { useCallback, useState } from 'react';
import { useLoad } from '../../lib/http/useLoad';
import { decodeManagedPerson, type ManagedPerson } from '../../lib/model/admin';
import { useSigned } from '../../lib/session/context';
import { useRefresh } from '../../lib/time/useRefresh';
import { fullTime } from '../../lib/time/words';
import { Button, Failed, Spinner } from '../../lib/ui/controls';
import { Page, Section } from '../../lib/ui/page';
import { PresenceLine } from '../../lib/ui/PresenceDot';
import { AdminNav } from './AdminNav';
import { PersonDialog, type PersonAct } from './PersonDialog';
import { PersonSessions } from './PersonSessions';
import { bannedWords } from './words';
import { isolated } from '../../lib/text/bidi';

const REFRESH_MS = 15_000;

/** One account, and what an admin can do about it. */
export function PersonPage({ userId }: { userId: string }) {
  const { api } = useSigned();
  const load = useCallback(
    (signal: AbortSignal) => api.get(`/admin/users/${userId}`, decodeManagedPerson, signal),
    [api, userId],
  );
  const round = useRefresh(REFRESH_MS);
  const [person, again] = useLoad(load, round);
  return (
    <Page
      title={person.state === 'ready' ? isolated(person.value.displayName) : 'Person'}
      {...(person.state === 'ready' && { subtitle: `@${person.value.username}` })}
      back={{ href: '#/people', label: 'Back to people' }}
    >
      <AdminNav open="#/people" />
      {person.state === 'loading' && <Spinner label="Loading the account" />}
      {person.state === 'failed' && <Failed message={person.message} onRetry={again} />}
      {person.state === 'ready' && (
        <>
          <Rights person={person.value} onChanged={again} />
          <PersonSessions person={person.value} round={round} onChanged={again} />
          <WaysIn person={person.value} onChanged={again} />
        </>
      )}
    </Page>
  );
}

function Rights({ person, onChanged }: { person: ManagedPerson; onChanged: () => void }) {
  const { me } = useSigned();
  const [act, setAct] = useState<PersonAct>();
  const isAdmin = person.role === 'ADMIN';
  const isBanned = person.bannedUntil !== undefined;
  return (
    <Section title="Rights">
      <p className="presence-line">
        <PresenceLine userId={person.id} />
      </p>
      <p>
        {isAdmin ? 'Admin' : 'User'} · account since {fullTime(person.createdAt)}
      </p>
      {person.bannedUntil !== undefined && (
        <p className="note">
          This person is {bannedWords(person.bannedUntil)}
          {person.banReason !== undefined && `: ${person.banReason}`}
        </p>
      )}
      {person.id === me.id ? (
        <p className="card__text">This is you: another admin can change your rights.</p>
      ) : (
        <div className="card__acts">
          <Button
            onClick={() => {
              setAct(isAdmin ? 'demote' : 'promote');
            }}
          >
            {isAdmin ? 'Make a user' : 'Make an admin'}
          </Button>
          <Button
            look={isBanned ? 'plain' : 'danger'}
            onClick={() => {
              setAct(isBanned ? 'unban' : 'ban');
            }}
          >
            {isBanned ? 'Lift the ban' : 'Ban'}
          </Button>
        </div>
      )}
      {act && (
        <PersonDialog
          act={act}
          person={person}
          onDone={onChanged}
          onClose={() => {
            setAct(undefined);
          }}
        />
      )}
    </Section>
  );
}

function WaysIn({ person, onChanged }: { person: ManagedPerson; onChanged: () => void }) {
  const [act, setAct] = useState<PersonAct>();
  return (
    <Section
      title="Getting in"
      text="For somebody who has lost the password or the app. Make sure who is asking."
    >
      <p>{person.secondFactor ? 'Has a second factor.' : 'Has no second factor.'}</p>
      <div className="card__acts">
        <Button
          onClick={() => {
            setAct('resetPassword');
          }}
        >
          Link for a new password
        </Button>
        {person.secondFactor && (
          <Button
            look="danger"
            onClick={() => {
              setAct('removeFactor');
            }}
          >
            Remove second factor
          </Button>
        )}
      </div>
      {act && (
        <PersonDialog
          act={act}
          person={person}
          onDone={onChanged}
          onClose={() => {
            setAct(undefined);
          }}
        />
      )}
    </Section>
  );
}
