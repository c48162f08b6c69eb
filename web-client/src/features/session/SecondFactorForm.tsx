import { useState } from 'react';
import { ApiError, fieldProblem, messageOf } from '../../lib/http/api';
import type { Half } from '../../lib/model/entry';
import { Button, FormProblem } from '../../lib/ui/controls';
import { Form, Submit, TextField } from '../../lib/ui/forms';
import { EnrollmentShown, RecoveryCodes } from '../../lib/ui/secrets';
import { useAct } from '../../lib/ui/useAct';
import { useDoor, type SecondStep } from './context';

/** The second step of a sign-in: a code, of an app that may have to be set up first. */
export function SecondFactorForm({ half, onAgain }: { half: Half; onAgain: () => void }) {
  const [step, setStep] = useState<SecondStep>();
  if (step) {
    return (
      <div className="form">
        <h1 className="entry__title">Keep your recovery codes</h1>
        <RecoveryCodes codes={step.recoveryCodes} />
        <Button look="primary" className="button--wide" onClick={step.enter}>
          I have kept them: go on
        </Button>
      </div>
    );
  }
  return (
    <CodeForm
      half={half}
      onAgain={onAgain}
      onStep={(next) => {
        if (next.recoveryCodes.length === 0) {
          next.enter();
        } else {
          setStep(next);
        }
      }}
    />
  );
}

function CodeForm({
  half,
  onAgain,
  onStep,
}: {
  half: Half;
  onAgain: () => void;
  onStep: (step: SecondStep) => void;
}) {
  const { secondFactor } = useDoor();
  const [usesRecovery, setUsesRecovery] = useState(false);
  const [code, setCode] = useState('');
  const act = useAct();
  const wrong = fieldProblem(act.error, 'code');
  const begins = act.error !== undefined && wrong === undefined && isOver(act.error);
  return (
    <Form
      act={act}
      onSubmit={() => {
        act.run(async () => {
          onStep(await secondFactor(half.mfaToken, code.trim()));
        });
      }}
    >
      <h1 className="entry__title">
        {half.enrollment ? 'Set up your second factor' : 'One more step'}
      </h1>
      {half.enrollment && (
        <>
          <p className="entry__text">
            Admins sign in with a password and a code of an app on their phone.
          </p>
          <EnrollmentShown enrollment={half.enrollment} />
        </>
      )}
      <TextField
        key={usesRecovery ? 'recovery' : 'app'}
        label={usesRecovery ? 'Recovery code' : 'Code'}
        hint={usesRecovery ? 'One of the ten that you kept' : 'Six digits, from your app'}
        value={code}
        onChange={setCode}
        autoComplete="one-time-code"
        numeric={!usesRecovery}
        problem={wrong === undefined ? undefined : `This code ${wrong}.`}
        maxLength={64}
        autoFocus
      />
      {wrong === undefined && act.error !== undefined && (
        <FormProblem message={begins ? 'This took too long.' : messageOf(act.error)} />
      )}
      <Submit act={act} wide disabled={begins}>
        Sign in
      </Submit>
      {half.methods.includes('recovery') && (
        <p className="entry__switch">
          <button
            type="button"
            className="link"
            onClick={() => {
              setCode('');
              setUsesRecovery(!usesRecovery);
            }}
          >
            {usesRecovery ? 'Use the app' : 'Use a recovery code'}
          </button>
        </p>
      )}
      <p className="entry__switch">
        <button type="button" className="link" onClick={onAgain}>
          Begin again
        </button>
      </p>
    </Form>
  );
}

/** The first step counts for some minutes and tries only. */
function isOver(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'auth.invalid';
}
