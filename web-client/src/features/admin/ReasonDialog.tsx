import { useState, type ReactNode } from 'react';
import { fieldProblem } from '../../lib/http/api';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { useAct } from '../../lib/ui/useAct';

const LONGEST_REASON = 500;

/** Asks why, and does it. The reason goes into the audit log. */
export function ReasonDialog({
  title,
  text,
  confirm,
  look = 'primary',
  optional = false,
  onAct,
  onClose,
  onCancel = onClose,
  children,
}: {
  title: string;
  text: string;
  confirm: string;
  look?: 'primary' | 'danger';
  /** Where the server does without a reason. */
  optional?: boolean;
  onAct: (reason: string) => Promise<unknown>;
  /** When it is done. */
  onClose: () => void;
  onCancel?: () => void;
  children?: ReactNode;
}) {
  const [reason, setReason] = useState('');
  const act = useAct();
  return (
    <Dialog title={title} onClose={onCancel}>
      <Form
        act={act}
        onSubmit={() => {
          act.run(async () => {
            await onAct(reason.trim());
            onClose();
          });
        }}
      >
        <p>{text}</p>
        {children}
        <TextField
          label="Reason"
          hint={optional ? 'Kept for other admins' : 'Kept in the audit log'}
          value={reason}
          onChange={setReason}
          problem={fieldProblem(act.error, 'reason')}
          maxLength={LONGEST_REASON}
          optional={optional}
          autoFocus
        />
        <ActProblem act={act} fields={['reason']} />
        <div className="dialog__foot">
          <Button onClick={onCancel}>Cancel</Button>
          <Submit act={act} look={look} disabled={!optional && reason.trim() === ''}>
            {confirm}
          </Submit>
        </div>
      </Form>
    </Dialog>
  );
}
