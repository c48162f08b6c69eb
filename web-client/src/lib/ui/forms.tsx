import { useEffect, useRef, useState, type ReactNode } from 'react';
import { fieldProblem, messageOf } from '../http/api';
import { Button, Field, FormProblem } from './controls';
import type { Act } from './useAct';

export function TextField({
  label,
  hint,
  problem,
  value,
  onChange,
  type = 'text',
  autoComplete = 'off',
  numeric = false,
  optional = false,
  autoFocus = false,
  maxLength,
}: {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password' | 'email' | 'datetime-local' | 'time' | 'number';
  autoComplete?: string;
  numeric?: boolean;
  optional?: boolean;
  autoFocus?: boolean;
  maxLength?: number;
}) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(props) => (
        <Revealable secret={type === 'password'}>
          {(isRevealed) => (
            <input
              {...props}
              className="input"
              type={isRevealed ? 'text' : type}
              dir={type === 'text' ? 'auto' : undefined}
              name={autoComplete}
              autoComplete={autoComplete}
              autoCapitalize="none"
              inputMode={numeric ? 'numeric' : undefined}
              spellCheck={false}
              required={!optional}
              autoFocus={autoFocus}
              data-first={autoFocus || undefined}
              maxLength={maxLength}
              value={value}
              onChange={(event) => {
                onChange(event.target.value);
              }}
            />
          )}
        </Revealable>
      )}
    </Field>
  );
}

/** A field whose text is hidden has a button that shows it. */
function Revealable({
  secret,
  children,
}: {
  secret: boolean;
  children: (isRevealed: boolean) => ReactNode;
}) {
  const [isRevealed, setRevealed] = useState(false);
  if (!secret) {
    return children(false);
  }
  return (
    <div className="revealable">
      {children(isRevealed)}
      <button
        type="button"
        className="link"
        aria-pressed={isRevealed}
        onClick={() => {
          setRevealed(!isRevealed);
        }}
      >
        {isRevealed ? 'Hide' : 'Show'}
      </button>
    </div>
  );
}

/** The server's refusal, unless one of the fields of the form says it. */
export function ActProblem({ act, fields = [] }: { act: Act; fields?: readonly string[] }) {
  const said = fields.some((name) => fieldProblem(act.error, name) !== undefined);
  return (
    <FormProblem message={act.error === undefined || said ? undefined : messageOf(act.error)} />
  );
}

/** Sends its form; counts down where the server wants the next try to wait. */
export function Submit({
  act,
  children,
  look = 'primary',
  wide = false,
  disabled = false,
}: {
  act: Act;
  children: string;
  look?: 'primary' | 'plain' | 'danger';
  wide?: boolean;
  disabled?: boolean;
}) {
  return (
    <Button
      type="submit"
      look={look}
      busy={act.busy}
      disabled={disabled || act.busy || act.wait > 0}
      {...(wide && { className: 'button--wide' })}
    >
      {act.wait > 0 ? `Wait ${act.wait} s` : children}
    </Button>
  );
}

/** After a refusal the first field that was wrong has the focus, where there is one. */
export function Form({
  onSubmit,
  act,
  tries,
  children,
}: {
  onSubmit: () => void;
  act?: Act;
  /** How often it was sent, where the form itself refuses what is wrong, and not the browser. */
  tries?: number;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const error = act?.error;
  useEffect(() => {
    if (error !== undefined || (tries ?? 0) > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [error, tries]);
  return (
    <form
      ref={form}
      className="form"
      noValidate={tries !== undefined}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
