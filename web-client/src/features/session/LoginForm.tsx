import { useState } from 'react';
import { ApiError, messageOf } from '../../lib/http/api';
import type { EntryOptions } from '../../lib/model/entry';
import { FormProblem } from '../../lib/ui/controls';
import { Form, Submit, TextField } from '../../lib/ui/forms';
import { useAct } from '../../lib/ui/useAct';
import { useDoor, type Step } from './context';

export function LoginForm({
  options,
  onStep,
}: {
  options: EntryOptions;
  onStep: (step: Step) => void;
}) {
  const { signIn } = useDoor();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const act = useAct();
  return (
    <Form
      act={act}
      onSubmit={() => {
        act.run(async () => {
          onStep(await signIn(username.trim(), password));
        });
      }}
    >
      <h1 className="entry__title">Welcome back</h1>
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
      <FormProblem message={act.error === undefined ? undefined : loginProblem(act.error)} />
      <Submit act={act} wide>
        Sign in
      </Submit>
      {options.identityProvider && (
        <a className="button button--plain button--wide" href={options.identityProvider.startUrl}>
          Sign in with {options.identityProvider.name}
        </a>
      )}
      {options.passwordReset && (
        <p className="entry__switch">
          <a href="#/forgot-password">Forgot your password?</a>
        </p>
      )}
      {options.registration !== 'closed' && (
        <p className="entry__switch">
          New here? <a href="#/register">Create an account</a>
        </p>
      )}
    </Form>
  );
}

function loginProblem(error: unknown): string {
  const wrong = error instanceof ApiError && error.problem.code === 'auth.invalid';
  return wrong ? 'This username and password do not fit together.' : messageOf(error);
}
