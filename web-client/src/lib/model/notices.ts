import { optionalText, type JsonObject } from './json';

/** What works as it should, as far as the session was told. */
export interface ServiceState {
  /** Events come at once; else they come late. */
  readonly live: boolean;
  /** Messages are taken; else they wait here. */
  readonly sends: boolean;
}

export const ALL_WELL: ServiceState = { live: true, sends: true };

const CHANGES: Readonly<Record<string, Partial<ServiceState>>> = {
  'live.delayed': { live: false },
  'live.restored': { live: true },
  unavailable: { sends: false },
  available: { sends: true },
};

/** A notice of the session queue; those that say nothing of the service change nothing. */
export function afterNotice(state: ServiceState, notice: JsonObject): ServiceState {
  return { ...state, ...CHANGES[optionalText(notice, 'type') ?? ''] };
}
