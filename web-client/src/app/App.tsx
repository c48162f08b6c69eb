import { useCallback, useEffect, useMemo } from 'react';
import { DoorContext } from '../features/session/context';
import { EntryPage, type Entry } from '../features/session/EntryPage';
import { Drafts } from '../lib/state/drafts';
import { useStore } from '../lib/state/useStore';
import type { Store } from '../lib/state/store';
import { SignedContext } from '../lib/session/context';
import { Spinner } from '../lib/ui/controls';
import { Toasts } from '../lib/ui/toasts';
import type { Arrival } from './arrival';
import { useDoor } from './door';
import { replaceWith, routeOf, useHash, type Route } from './router';
import type { Services } from './services';
import { SignedIn } from './SignedIn';

const ENDED = 'You were signed out: this session was ended. Sign in again to go on.';

export function App({ services, arrival }: { services: Services; arrival: Store<Arrival> }) {
  const { tokens, api } = services;
  const person = useStore(tokens.person);
  const ended = useStore(tokens.ended);
  const arrived = useStore(arrival);
  const hash = useHash();
  const route = useMemo(() => routeOf(hash), [hash]);
  const door = useDoor(services);
  const signed = useMemo(
    () =>
      person && {
        me: person,
        api,
        drafts: new Drafts(services.keep, person.id),
        renew: () => tokens.renew(),
      },
    [person, api, tokens, services.keep],
  );
  const entry = entryOf(route);
  const isEntry = entry !== undefined && entry.page !== 'resetPassword';

  useEffect(() => {
    if (person && isEntry) {
      replaceWith('/');
    }
  }, [person, isEntry]);
  const onRevoked = useCallback(() => {
    void tokens.revoked(ENDED);
  }, [tokens]);

  // A link for a new password is followed by whoever is signed in here, too
  const shownEntry = signed && entry?.page !== 'resetPassword' ? undefined : entry;
  if (arrived.state === 'busy') {
    return (
      <main className="pane pane--center">
        <Spinner label="Signing in" />
      </main>
    );
  }
  return (
    <DoorContext value={door}>
      {signed && shownEntry === undefined ? (
        <SignedContext value={signed}>
          <Toasts>
            <SignedIn key={signed.me.id} services={services} route={route} onRevoked={onRevoked} />
          </Toasts>
        </SignedContext>
      ) : (
        <EntryPage
          key={shownEntry?.page ?? 'login'}
          entry={shownEntry ?? { page: 'login' }}
          notice={arrived.state === 'failed' ? arrived.message : ended}
          begun={arrived.state === 'half' ? arrived.half : undefined}
        />
      )}
    </DoorContext>
  );
}

function entryOf(route: Route): Entry | undefined {
  if (route.page === 'login' || route.page === 'forgot') {
    return { page: route.page };
  }
  if (route.page === 'register') {
    return { page: 'register', invitation: route.invitation };
  }
  return route.page === 'resetPassword' ? { page: 'resetPassword', token: route.token } : undefined;
}
