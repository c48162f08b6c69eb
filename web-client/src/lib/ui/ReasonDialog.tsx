import { useState, type ReactNode } from 'react';
import { fieldProblem } from '../http/api';
import { Button } from './controls';
import { Dialog } from './Dialog';
import { ActProblem, Form, Submit, TextField } from './forms';
import { useAct } from './useAct';

const LONGEST_REASON = 500;

/** Asks why, and does it. */
export function ReasonDialog({
  title,
  text,
  confirm,
  look = 'primary',
  optional = false,
  hint = optional ? 'Kept for other admins' : 'Kept in the audit log',
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
  /** Where the reason goes. */
  hint?: string;
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
          hint={hint}
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
