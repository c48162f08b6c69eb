import { useState } from 'react';
import { fieldProblem } from '../../lib/http/api';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { useAct } from '../../lib/ui/useAct';
import { useDoor } from './context';

/** Asks for a link by mail. Says the same whether there is such an account or not. */
export function ForgotForm({ open }: { open: boolean }) {
  const { forgotPassword } = useDoor();
  const [username, setUsername] = useState('');
  const [sent, setSent] = useState(false);
  const act = useAct();
  const title = <h1 className="entry__title">Forgot your password?</h1>;
  if (!open) {
    return (
      <>
        {title}
        <p className="entry__text">This server sends no mail. Ask an admin for a link.</p>
        <ToLogin />
      </>
    );
  }
  if (sent) {
    return (
      <>
        {title}
        <p className="entry__text" role="status">
          If there is such an account and it has an email address, a link is on its way there. It
          works for 30 minutes.
        </p>
        <ToLogin />
      </>
    );
  }
  return (
    <Form
      act={act}
      onSubmit={() => {
        act.run(async () => {
          await forgotPassword(username.trim());
          setSent(true);
        });
      }}
    >
      {title}
      <TextField
        label="Username"
        hint="A link for a new password goes to your email address"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        problem={fieldProblem(act.error, 'username')}
        autoFocus
      />
      <ActProblem act={act} fields={['username']} />
      <Submit act={act} wide>
        Send a link
      </Submit>
      <ToLogin />
    </Form>
  );
}

/** A new password, with the token of a link. */
export function ResetForm({ token }: { token: string }) {
  const { resetPassword } = useDoor();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const act = useAct();
  const overAge = fieldProblem(act.error, 'token');
  if (done) {
    return (
      <>
        <h1 className="entry__title">Your password is set</h1>
        <p className="entry__text" role="status">
          All your sessions have ended. Sign in with the new password.
        </p>
        <ToLogin />
      </>
    );
  }
  return (
    <Form
      act={act}
      onSubmit={() => {
        act.run(async () => {
          await resetPassword(token, password);
          setDone(true);
        });
      }}
    >
      <h1 className="entry__title">Choose a new password</h1>
      <TextField
        label="New password"
        type="password"
        hint="A sentence of a few words is easy to keep and hard to guess"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        problem={
          overAge === undefined ? fieldProblem(act.error, 'password') : `This link ${overAge}.`
        }
        autoFocus
      />
      <ActProblem act={act} fields={['password', 'token']} />
      <Submit act={act} wide>
        Set password
      </Submit>
      <ToLogin />
    </Form>
  );
}

function ToLogin() {
  return (
    <p className="entry__switch">
      <a href="#/login">Back to signing in</a>
    </p>
  );
}
