import type { Key, ReactNode } from 'react';
import type { Loaded } from '../http/useLoad';
import { Button, Failed, Spinner } from './controls';

/** A list on its way: that it is awaited, why it failed, that it is empty, its rows, and more of them. */
export function Rows<T>({
  loaded,
  again,
  more,
  label,
  loading,
  empty,
  keyOf,
  className = 'row',
  children,
}: {
  loaded: Loaded<readonly T[]>;
  again: () => void;
  /** Reads further; undefined where that was all. */
  more?: (() => void) | undefined;
  label: string;
  loading: string;
  /** Said where there is nothing. */
  empty?: string;
  keyOf: (item: T) => Key;
  className?: string;
  children: (item: T) => ReactNode;
}) {
  if (loaded.state === 'loading') {
    return <Spinner label={loading} />;
  }
  if (loaded.state === 'failed') {
    return <Failed message={loaded.message} onRetry={again} />;
  }
  return (
    <>
      {loaded.value.length === 0 && empty !== undefined && <p>{empty}</p>}
      <ul className="rows" aria-label={label}>
        {loaded.value.map((item) => (
          <li key={keyOf(item)} className={className}>
            {children(item)}
          </li>
        ))}
      </ul>
      {more && (
        <div className="card__acts">
          <Button onClick={more}>Show more</Button>
        </div>
      )}
    </>
  );
}
