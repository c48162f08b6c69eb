import { useCallback, useEffect, useMemo, useState } from 'react';
import { DoorContext, type Door } from '../features/session/context';
import { EntryPage } from '../features/session/EntryPage';
import { useStore } from '../lib/state/useStore';
import { SignedContext } from '../lib/session/context';
import { Toasts } from '../lib/ui/toasts';
import { goTo, replaceWith, routeOf, useHash } from './router';
import type { Services } from './services';
import { SignedIn } from './SignedIn';

export function App({ services }: { services: Services }) {
  const person = useStore(services.tokens.person);
  const hash = useHash();
  const route = useMemo(() => routeOf(hash), [hash]);
  const [notice, setNotice] = useState<string>();
  const door = useDoor(services, setNotice);
  const signed = useMemo(() => person && { me: person, api: services.api }, [person, services]);
  const isEntry = route.page === 'login' || route.page === 'register';

  useEffect(() => {
    if (person && isEntry) {
      replaceWith('/');
    }
  }, [person, isEntry]);
  const onRevoked = useCallback(() => {
    services.tokens.signOut();
    setNotice('Your session was ended. Sign in again to go on.');
  }, [services]);

  return (
    <DoorContext value={door}>
      {signed ? (
        <SignedContext value={signed}>
          <Toasts>
            <SignedIn key={signed.me.id} services={services} route={route} onRevoked={onRevoked} />
          </Toasts>
        </SignedContext>
      ) : (
        <EntryPage
          key={route.page}
          mode={route.page === 'register' ? 'register' : 'login'}
          notice={notice}
        />
      )}
    </DoorContext>
  );
}

function useDoor(services: Services, say: (notice: string | undefined) => void): Door {
  return useMemo(() => {
    const { accounts, tokens } = services;
    const signIn = async (username: string, password: string) => {
      tokens.signIn(await accounts.login(username, password));
      say(undefined);
    };
    return {
      signIn,
      register: async (username, password, displayName) => {
        await accounts.register(username, password, displayName);
        await signIn(username, password);
      },
      signOut: () => {
        const refreshToken = tokens.signOut();
        goTo('/login');
        if (refreshToken !== undefined) {
          // Signed out here whatever the server says; the session there ends by itself at the latest
          accounts.logout(refreshToken).catch(() => undefined);
        }
      },
    };
  }, [services, say]);
}
