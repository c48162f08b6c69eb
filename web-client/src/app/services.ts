import { AccountApi } from '../lib/http/accounts';
import { Api } from '../lib/http/api';
import { exclusivelyIn } from '../lib/http/exclusive';
import { Tokens } from '../lib/http/tokens';
import { browserKeep, type Keep } from '../lib/state/keep';
import { tabChannel } from '../lib/state/tabChannel';

/** What lives as long as the page does. */
export interface Services {
  readonly accounts: AccountApi;
  readonly tokens: Tokens;
  readonly api: Api;
  /** What all tabs of this browser share. */
  readonly keep: Keep;
}

export function makeServices(): Services {
  const keep = browserKeep('localStorage');
  const accounts = new AccountApi();
  const tokens = new Tokens({
    keep,
    exclusively: exclusivelyIn(keep),
    channel: tabChannel('parley'),
    refresh: (refreshToken) => accounts.refresh(refreshToken),
  });
  return { accounts, tokens, api: new Api(tokens), keep };
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
