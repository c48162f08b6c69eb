import { useState } from 'react';
import { fieldProblem } from '../../lib/http/api';
import { decodeMyAccount, type MyAccount } from '../../lib/model/account';
import { useSigned } from '../../lib/session/context';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { Section } from '../../lib/ui/page';
import { useToast } from '../../lib/ui/toasts';
import { useAct } from '../../lib/ui/useAct';

const FIELDS = ['displayName', 'email', 'currentPassword'] as const;

export function ProfileSection({ account, onSaved }: { account: MyAccount; onSaved: () => void }) {
  const { api, renew } = useSigned();
  const say = useToast();
  const [displayName, setDisplayName] = useState(account.displayName);
  const [email, setEmail] = useState(account.email);
  const [currentPassword, setCurrentPassword] = useState('');
  const act = useAct();
  const newEmail = email.trim() !== account.email;
  const save = async () => {
    const body = {
      displayName: displayName.trim(),
      ...(newEmail && { email: email.trim(), currentPassword }),
    };
    await api.call({ method: 'PATCH', path: '/me', body, decode: decodeMyAccount });
    // The token carries the name: others see the new one with the next message
    await renew();
    setCurrentPassword('');
    onSaved();
    say({ text: 'Saved.' });
  };
  return (
    <Section title="Profile">
      <Form
        act={act}
        onSubmit={() => {
          act.run(save);
        }}
      >
        <TextField
          label="Your name"
          hint="As others see it"
          value={displayName}
          onChange={setDisplayName}
          autoComplete="name"
          problem={fieldProblem(act.error, 'displayName')}
        />
        <TextField
          label="Email"
          type="email"
          hint="Only for a link if you forget your password; nobody else sees it"
          value={email}
          onChange={setEmail}
          autoComplete="email"
          problem={fieldProblem(act.error, 'email')}
          optional
        />
        {newEmail && (
          <TextField
            label="Your password"
            type="password"
            hint="Who can read that mail can take the account: show that it is you"
            value={currentPassword}
            onChange={setCurrentPassword}
            autoComplete="current-password"
            problem={fieldProblem(act.error, 'currentPassword')}
          />
        )}
        <ActProblem act={act} fields={FIELDS} />
        <div className="card__acts">
          <Submit act={act}>Save</Submit>
        </div>
      </Form>
    </Section>
  );
}
