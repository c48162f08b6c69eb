import { useState } from 'react';
import { fieldProblem, nothing } from '../../lib/http/api';
import { useSigned } from '../../lib/session/context';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { Section } from '../../lib/ui/page';
import { useToast } from '../../lib/ui/toasts';
import { useAct } from '../../lib/ui/useAct';

export function PasswordSection() {
  const { api } = useSigned();
  const say = useToast();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const act = useAct();
  const change = async () => {
    const body = { currentPassword, newPassword };
    await api.call({ method: 'POST', path: '/auth/password/change', body, decode: nothing });
    setCurrentPassword('');
    setNewPassword('');
    say({ text: 'Your password is changed. Your other sessions have ended.' });
  };
  return (
    <Section title="Password" text="A new password ends your sessions on other devices.">
      <Form
        act={act}
        onSubmit={() => {
          act.run(change);
        }}
      >
        <TextField
          label="Current password"
          type="password"
          value={currentPassword}
          onChange={setCurrentPassword}
          autoComplete="current-password"
          problem={fieldProblem(act.error, 'currentPassword')}
        />
        <TextField
          label="New password"
          type="password"
          hint="A sentence of a few words is easy to keep and hard to guess"
          value={newPassword}
          onChange={setNewPassword}
          autoComplete="new-password"
          problem={fieldProblem(act.error, 'newPassword')}
        />
        <ActProblem act={act} fields={['currentPassword', 'newPassword']} />
        <div className="card__acts">
          <Submit act={act}>Change password</Submit>
        </div>
      </Form>
    </Section>
  );
}
