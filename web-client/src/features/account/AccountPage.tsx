import { useCallback } from 'react';
import { useLoad } from '../../lib/http/useLoad';
import { decodeMyAccount } from '../../lib/model/account';
import { useSigned } from '../../lib/session/context';
import { Failed, Spinner } from '../../lib/ui/controls';
import { Page } from '../../lib/ui/page';
import { PasswordSection } from './PasswordSection';
import { PrivacySection } from './PrivacySection';
import { ProfileSection } from './ProfileSection';
import { SecondFactorSection } from './SecondFactorSection';
import { SessionsSection } from './SessionsSection';

/** What belongs to the person who is signed in. */
export function AccountPage() {
  const { me, api } = useSigned();
  const load = useCallback((signal: AbortSignal) => api.get('/me', decodeMyAccount, signal), [api]);
  const [account, again] = useLoad(load);
  return (
    <Page title="Your account" subtitle={`@${me.username}`}>
      {account.state === 'loading' && <Spinner label="Loading your account" />}
      {account.state === 'failed' && <Failed message={account.message} onRetry={again} />}
      {account.state === 'ready' && (
        <>
          <ProfileSection key={account.value.email} account={account.value} onSaved={again} />
          <PrivacySection />
          <PasswordSection />
          <SecondFactorSection />
          <SessionsSection />
        </>
      )}
    </Page>
  );
}
