import { useCallback, useState } from 'react';
import { fieldProblem, nothing } from '../../lib/http/api';
import { useLoad } from '../../lib/http/useLoad';
import { decodeSecondFactor, type SecondFactor } from '../../lib/model/account';
import { decodeEnrollment, decodeRecoveryCodes, type Enrollment } from '../../lib/model/entry';
import { useSigned } from '../../lib/session/context';
import { Button, Failed, Spinner } from '../../lib/ui/controls';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { Section } from '../../lib/ui/page';
import { EnrollmentShown, RecoveryCodes } from '../../lib/ui/secrets';
import { useAct } from '../../lib/ui/useAct';

/** A code of an app at each sign-in: set up, taken away, and codes for who loses the app. */
export function SecondFactorSection() {
  const { api } = useSigned();
  const load = useCallback(
    (signal: AbortSignal) => api.get('/auth/second-factor', decodeSecondFactor, signal),
    [api],
  );
  const [state, again] = useLoad(load);
  const [codes, setCodes] = useState<readonly string[]>();
  const onCodes = (made: readonly string[]) => {
    setCodes(made);
    again();
  };
  return (
    <Section
      title="Second factor"
      text="With it, your password alone lets nobody in: a code of an app on your phone is asked for as well."
    >
      {state.state === 'loading' && <Spinner label="Loading" />}
      {state.state === 'failed' && <Failed message={state.message} onRetry={again} />}
      {codes && (
        <>
          <RecoveryCodes codes={codes} />
          <div className="card__acts">
            <Button
              look="primary"
              onClick={() => {
                setCodes(undefined);
              }}
            >
              I have kept them
            </Button>
          </div>
        </>
      )}
      {!codes &&
        state.state === 'ready' &&
        (state.value.totp ? (
          <WithFactor factor={state.value} onCodes={onCodes} onRemoved={again} />
        ) : (
          <WithoutFactor onCodes={onCodes} />
        ))}
    </Section>
  );
}

function WithoutFactor({ onCodes }: { onCodes: (codes: readonly string[]) => void }) {
  const { api } = useSigned();
  const [enrollment, setEnrollment] = useState<Enrollment>();
  const [code, setCode] = useState('');
  const begin = useAct();
  const confirm = useAct();
  if (!enrollment) {
    return (
      <>
        <p>You have none.</p>
        <ActProblem act={begin} />
        <div className="card__acts">
          <Button
            look="primary"
            busy={begin.busy}
            onClick={() => {
              begin.run(async () => {
                const path = '/auth/second-factor/totp';
                setEnrollment(await api.call({ method: 'POST', path, decode: decodeEnrollment }));
              });
            }}
          >
            Set up
          </Button>
        </div>
      </>
    );
  }
  const wrong = fieldProblem(confirm.error, 'code');
  return (
    <Form
      act={confirm}
      onSubmit={() => {
        confirm.run(async () => {
          const path = '/auth/second-factor/totp/confirm';
          const body = { code: code.trim() };
          onCodes(await api.call({ method: 'POST', path, body, decode: decodeRecoveryCodes }));
        });
      }}
    >
      <EnrollmentShown enrollment={enrollment} />
      <TextField
        label="Code"
        hint="The six digits that the app shows now"
        value={code}
        onChange={setCode}
        autoComplete="one-time-code"
        numeric
        problem={wrong === undefined ? undefined : `This ${wrong}.`}
        autoFocus
      />
      <ActProblem act={confirm} fields={['code']} />
      <div className="card__acts">
        <Submit act={confirm}>Confirm</Submit>
        <Button
          onClick={() => {
            setEnrollment(undefined);
          }}
        >
          Cancel
        </Button>
      </div>
    </Form>
  );
}

function WithFactor({
  factor,
  onCodes,
  onRemoved,
}: {
  factor: SecondFactor;
  onCodes: (codes: readonly string[]) => void;
  onRemoved: () => void;
}) {
  const { api } = useSigned();
  const [password, setPassword] = useState('');
  const act = useAct();
  const newCodes = async () => {
    const path = '/auth/second-factor/recovery-codes';
    const body = { password };
    onCodes(await api.call({ method: 'POST', path, body, decode: decodeRecoveryCodes }));
  };
  const remove = async () => {
    const path = '/auth/second-factor/totp';
    await api.call({ method: 'DELETE', path, body: { password }, decode: nothing });
    onRemoved();
  };
  const wrong = fieldProblem(act.error, 'password');
  return (
    <Form
      act={act}
      onSubmit={() => {
        act.run(newCodes);
      }}
    >
      <p>
        It is on. {factor.recoveryCodesLeft}{' '}
        {factor.recoveryCodesLeft === 1 ? 'recovery code is' : 'recovery codes are'} left.
        {factor.required && ' Admins of this server must have one.'}
      </p>
      <TextField
        label="Your password"
        type="password"
        hint="For new recovery codes, or to turn it off"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        problem={wrong === undefined ? undefined : `This ${wrong}.`}
      />
      <ActProblem act={act} fields={['password']} />
      <div className="card__acts">
        <Submit act={act} look="plain">
          New recovery codes
        </Submit>
        <Button
          look="danger"
          disabled={password === '' || act.busy || act.wait > 0}
          onClick={() => {
            act.run(remove);
          }}
        >
          Turn off
        </Button>
      </div>
    </Form>
  );
}
