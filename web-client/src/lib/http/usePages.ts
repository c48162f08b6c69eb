import { useCallback, useState } from 'react';
import { pageOf, type Page } from '../model/rooms';
import { messageOf, type Api } from './api';
import { useLoad, type Loaded } from './useLoad';

export interface Pages<T> {
  readonly loaded: Loaded<readonly T[]>;
  /** Reads the next page; undefined where there is none. */
  readonly more?: () => void;
  readonly again: () => void;
}

/**
 * A list that is read page by page, on demand. `path` has its filters; another one begins anew.
 * @param cursor the parameter that takes `next` of a page
 */
export function usePages<T>(
  api: Api,
  path: string,
  decode: (item: unknown) => T,
  version = 0,
  cursor: 'cursor' | 'before' = 'cursor',
): Pages<T> {
  const load = useCallback(
    (signal: AbortSignal) => api.get(path, pageOf(decode), signal),
    [api, path, decode],
  );
  // Who has read further is not thrown back to the first page by a refresh
  const [rest, setRest] = useState<{ of: typeof load; version: number; page: Page<T> }>();
  const isFurther = rest?.of === load;
  const [first, reload] = useLoad(load, isFurther ? rest.version : version);
  const [problem, setProblem] = useState<string>();
  const again = useCallback(() => {
    setRest(undefined);
    setProblem(undefined);
    reload();
  }, [reload]);
  if (first.state !== 'ready') {
    return { loaded: first, again };
  }
  if (problem !== undefined) {
    return { loaded: { state: 'failed', message: problem }, again };
  }
  const before = isFurther ? rest.page : undefined;
  const items = [...first.value.items, ...(before?.items ?? [])];
  const next = (before ?? first.value).next;
  const loaded = { state: 'ready', value: items } as const;
  if (next === undefined) {
    return { loaded, again };
  }
  const more = () => {
    const separator = path.includes('?') ? '&' : '?';
    api.get(`${path}${separator}${cursor}=${encodeURIComponent(next)}`, pageOf(decode)).then(
      (page) => {
        setRest({
          of: load,
          version,
          page: { ...page, items: [...(before?.items ?? []), ...page.items] },
        });
      },
      (error: unknown) => {
        setProblem(messageOf(error));
      },
    );
  };
  return { loaded, more, again };
}
