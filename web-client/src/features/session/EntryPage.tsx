import { useCallback, useState } from 'react';
import { useLoad } from '../../lib/http/useLoad';
import type { EntryOptions, Half } from '../../lib/model/entry';
import { Failed, Spinner } from '../../lib/ui/controls';
import { Logo } from '../../lib/ui/Icon';
import { useDoor, type Step } from './context';
import { ForgotForm, ResetForm } from './PasswordForms';
import { LoginForm } from './LoginForm';
import { RegisterForm } from './RegisterForm';
import { SecondFactorForm } from './SecondFactorForm';

export type Entry =
  | { readonly page: 'login' | 'forgot' }
  | { readonly page: 'register'; readonly invitation: string }
  | { readonly page: 'resetPassword'; readonly token: string };

/** Sign in, make an account, or get back into one. */
export function EntryPage({
  entry,
  notice,
  begun,
}: {
  entry: Entry;
  notice?: string | undefined;
  /** Where a sign-in began elsewhere and a code is asked for. */
  begun?: Half | undefined;
}) {
  const [half, setHalf] = useState(begun);
  const onStep = (step: Step) => {
    setHalf(step === 'in' ? undefined : step);
  };
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
        {half ? (
          <SecondFactorForm
            half={half}
            onAgain={() => {
              setHalf(undefined);
            }}
          />
        ) : (
          <EntryForms entry={entry} onStep={onStep} />
        )}
      </div>
    </main>
  );
}

function EntryForms({ entry, onStep }: { entry: Entry; onStep: (step: Step) => void }) {
  const door = useDoor();
  const load = useCallback((signal: AbortSignal) => door.options(signal), [door]);
  const [options, again] = useLoad(load);
  if (entry.page === 'resetPassword') {
    return <ResetForm token={entry.token} />;
  }
  if (options.state === 'loading') {
    return <Spinner label="Opening Parley" />;
  }
  if (options.state === 'failed') {
    return <Failed message={options.message} onRetry={again} />;
  }
  return <Ways entry={entry} options={options.value} onStep={onStep} />;
}

function Ways({
  entry,
  options,
  onStep,
}: {
  entry: Exclude<Entry, { page: 'resetPassword' }>;
  options: EntryOptions;
  onStep: (step: Step) => void;
}) {
  switch (entry.page) {
    case 'login':
      return <LoginForm options={options} onStep={onStep} />;
    case 'forgot':
      return <ForgotForm open={options.passwordReset} />;
    case 'register':
      return <RegisterForm options={options} invitation={entry.invitation} onStep={onStep} />;
  }
}
