import { useMemo } from 'react';
import type { Door, Step } from '../features/session/context';
import { forgetDrafts } from '../lib/state/drafts';
import { isHalf } from '../lib/model/entry';
import { goTo } from './router';
import type { Services } from './services';

/** The ways in and out, over the server's calls and the tokens of this browser. */
export function useDoor(services: Services): Door {
  return useMemo(() => doorOf(services), [services]);
}

function doorOf({ accounts, tokens, keep }: Services): Door {
  const signIn = async (username: string, password: string): Promise<Step> => {
    const answer = await accounts.login(username, password);
    if (isHalf(answer)) {
      return answer;
    }
    tokens.signIn(answer);
    return 'in';
  };
  return {
    signIn,
    options: (signal) => accounts.options(signal),
    secondFactor: async (mfaToken, code) => {
      const { grant, recoveryCodes } = await accounts.secondFactor(mfaToken, code);
      return {
        recoveryCodes,
        enter: () => {
          tokens.signIn(grant);
        },
      };
    },
    register: async (who) => {
      await accounts.register(who);
      return signIn(who.username, who.password);
    },
    forgotPassword: (username) => accounts.forgotPassword(username),
    resetPassword: (token, password) => accounts.resetPassword(token, password),
    signOut: () => {
      const person = tokens.person.get();
      const refreshToken = tokens.signOut();
      if (person) {
        forgetDrafts(keep, person.id);
      }
      goTo('/login');
      if (refreshToken !== undefined) {
        // Signed out here whatever the server says; the session there ends by itself at the latest
        accounts.logout(refreshToken).catch(() => undefined);
      }
    },
  };
}
