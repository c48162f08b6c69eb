import { AccountApi } from '../lib/http/accounts';
import { Api } from '../lib/http/api';
import { exclusivelyIn } from '../lib/http/exclusive';
import { Tokens, type TabChannel } from '../lib/http/tokens';
import { browserKeep } from '../lib/state/keep';

/** What lives as long as the page does. */
export interface Services {
  readonly accounts: AccountApi;
  readonly tokens: Tokens;
  readonly api: Api;
}

export function makeServices(): Services {
  const keep = browserKeep('localStorage');
  const accounts = new AccountApi();
  const tokens = new Tokens({
    keep,
    exclusively: exclusivelyIn(keep),
    channel: tabChannel(),
    refresh: (refreshToken) => accounts.refresh(refreshToken),
  });
  return { accounts, tokens, api: new Api(tokens) };
}

function tabChannel(): TabChannel {
  return typeof BroadcastChannel === 'undefined'
    ? { postMessage: () => undefined, onmessage: null }
    : new BroadcastChannel('parley');
}

/** The address of a path beside this page, for a protocol of its own. */
export function addressOf(path: string): URL {
  return new URL(path, window.location.href.replace(/#.*$/, ''));
}

export function socketAddress(): string {
  const url = addressOf('./ws');
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
