import { useState, type ReactNode } from 'react';
import { ApiError, fieldProblem, messageOf } from '../../lib/http/api';
import { Button, Field, FormProblem } from '../../lib/ui/controls';
import { Logo } from '../../lib/ui/Icon';
import { useDoor } from './context';

/** Sign in, or make an account. */
export function EntryPage({
  mode,
  notice,
}: {
  mode: 'login' | 'register';
  notice?: string | undefined;
}) {
  return (
    <main className="entry">
      <div className="entry__card">
        <div className="entry__brand">
          <Logo size={44} />
          <span>Parley</span>
        </div>
        {notice !== undefined && (
          <p className="entry__notice" role="status">
            {notice}
          </p>
        )}
        {mode === 'login' ? <LoginForm /> : <RegisterForm />}
      </div>
    </main>
  );
}

function LoginForm() {
  const { signIn } = useDoor();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm(() => signIn(username.trim(), password));
  return (
    <EntryForm
      title="Welcome back"
      submit="Sign in"
      form={form}
      problem={form.error === undefined ? undefined : loginProblem(form.error)}
      switchTo={
        <>
          New here? <a href="#/register">Create an account</a>
        </>
      }
    >
      <TextField
        label="Username"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        autoFocus
      />
      <TextField
        label="Password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
    </EntryForm>
  );
}

function RegisterForm() {
  const { register } = useDoor();
  const [displayName, setDisplayName] = useState('');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm(() => register(username.trim(), password, displayName.trim()));
  const taken =
    form.error instanceof ApiError && form.error.problem.code === 'conflict'
      ? 'This username is taken.'
      : undefined;
  const ofFields = {
    displayName: fieldProblem(form.error, 'displayName'),
    username: taken ?? fieldProblem(form.error, 'username'),
    password: fieldProblem(form.error, 'password'),
  };
  const isSaid = Object.values(ofFields).some((each) => each !== undefined);
  return (
    <EntryForm
      title="Create your account"
      submit="Create account"
      form={form}
      problem={form.error === undefined || isSaid ? undefined : messageOf(form.error)}
      switchTo={
        <>
          Have an account? <a href="#/login">Sign in</a>
        </>
      }
    >
      <TextField
        label="Your name"
        hint="As others see it"
        value={displayName}
        onChange={setDisplayName}
        autoComplete="name"
        problem={ofFields.displayName}
        optional
        autoFocus
      />
      <TextField
        label="Username"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        problem={ofFields.username}
      />
      <TextField
        label="Password"
        type="password"
        hint="A sentence of a few words is easy to keep and hard to guess"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        problem={ofFields.password}
      />
    </EntryForm>
  );
}

interface FormState {
  readonly busy: boolean;
  readonly error: unknown;
  readonly submit: () => void;
}

function useForm(action: () => Promise<void>): FormState {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = () => {
    setBusy(true);
    setError(undefined);
    action().catch((refusal: unknown) => {
      setError(refusal);
      setBusy(false);
    });
  };
  return { busy, error, submit };
}

function EntryForm({
  title,
  submit,
  form,
  problem,
  switchTo,
  children,
}: {
  title: string;
  submit: string;
  form: FormState;
  problem: string | undefined;
  switchTo: ReactNode;
  children: ReactNode;
}) {
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <h1 className="entry__title">{title}</h1>
      {children}
      <FormProblem message={problem} />
      <Button type="submit" look="primary" className="button--wide" busy={form.busy}>
        {submit}
      </Button>
      <p className="entry__switch">{switchTo}</p>
    </form>
  );
}

function TextField({
  label,
  hint,
  problem,
  value,
  onChange,
  type = 'text',
  autoComplete,
  optional = false,
  autoFocus = false,
}: {
  label: string;
  hint?: string;
  problem?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password';
  autoComplete: string;
  optional?: boolean;
  autoFocus?: boolean;
}) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(props) => (
        <input
          {...props}
          className="input"
          type={type}
          name={autoComplete}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required={!optional}
          autoFocus={autoFocus}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

function loginProblem(error: unknown): string {
  const wrong = error instanceof ApiError && error.problem.status === 401;
  return wrong ? 'This username and password do not fit together.' : messageOf(error);
}
