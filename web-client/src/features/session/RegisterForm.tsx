import { useState } from 'react';
import { ApiError, fieldProblem } from '../../lib/http/api';
import type { EntryOptions } from '../../lib/model/entry';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { useAct } from '../../lib/ui/useAct';
import { useDoor, type Step } from './context';

const FIELDS = ['displayName', 'username', 'password', 'invitation'] as const;

export function RegisterForm({
  options,
  invitation,
  onStep,
}: {
  options: EntryOptions;
  /** The code of the link that led here; empty without one. */
  invitation: string;
  onStep: (step: Step) => void;
}) {
  if (options.registration === 'closed') {
    return (
      <>
        <h1 className="entry__title">Create your account</h1>
        <p className="entry__text">
          Accounts are made by the people who run this server. Ask them for one.
        </p>
        <HaveAccount />
      </>
    );
  }
  return (
    <OpenForm
      asksInvitation={options.registration === 'invitation' || invitation !== ''}
      needsInvitation={options.registration === 'invitation'}
      given={invitation}
      onStep={onStep}
    />
  );
}

function OpenForm({
  asksInvitation,
  needsInvitation,
  given,
  onStep,
}: {
  asksInvitation: boolean;
  needsInvitation: boolean;
  given: string;
  onStep: (step: Step) => void;
}) {
  const { register } = useDoor();
  const [invitation, setInvitation] = useState(given);
  const [displayName, setDisplayName] = useState('');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const act = useAct();
  const taken = isTaken(act.error) ? 'This username is taken.' : undefined;
  return (
    <Form
      act={act}
      onSubmit={() => {
        act.run(async () => {
          const names = { username: username.trim(), displayName: displayName.trim() };
          onStep(await register({ ...names, password, invitation: invitation.trim() }));
        });
      }}
    >
      <h1 className="entry__title">Create your account</h1>
      {asksInvitation && (
        <TextField
          label="Invitation code"
          hint={needsInvitation ? 'Who comes here needs one: an admin hands it out' : undefined}
          value={invitation}
          onChange={setInvitation}
          problem={fieldProblem(act.error, 'invitation')}
          optional={!needsInvitation}
        />
      )}
      <TextField
        label="Your name"
        hint="As others see it"
        value={displayName}
        onChange={setDisplayName}
        autoComplete="name"
        problem={fieldProblem(act.error, 'displayName')}
        optional
        autoFocus
      />
      <TextField
        label="Username"
        hint="3 to 32 letters, digits, dots, dashes or underscores"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        problem={taken ?? fieldProblem(act.error, 'username')}
      />
      <TextField
        label="Password"
        type="password"
        hint="A sentence of a few words is easy to keep and hard to guess"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        problem={fieldProblem(act.error, 'password')}
      />
      {taken === undefined && <ActProblem act={act} fields={FIELDS} />}
      <Submit act={act} wide>
        Create account
      </Submit>
      <HaveAccount />
    </Form>
  );
}

function HaveAccount() {
  return (
    <p className="entry__switch">
      Have an account? <a href="#/login">Sign in</a>
    </p>
  );
}

function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'conflict';
}
