import { useState } from 'react';
import { decodeResetLink, type ManagedPerson, type ResetLink } from '../../lib/model/admin';
import { useSigned } from '../../lib/session/context';
import { fullTime } from '../../lib/time/words';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { OnceShown } from '../../lib/ui/secrets';
import { ReasonDialog } from '../../lib/ui/ReasonDialog';
import { isolated } from '../../lib/text/bidi';

/** A link with which somebody sets a new password; it is handed over by other means. */
export function ResetLinkDialog({
  person,
  onClose,
}: {
  person: ManagedPerson;
  onClose: () => void;
}) {
  const { api } = useSigned();
  const [link, setLink] = useState<ResetLink>();
  if (link) {
    return (
      <Dialog title={`Link for ${isolated(person.displayName)}`} onClose={onClose}>
        <div className="form">
          <p>
            It works once, until {fullTime(link.expiresAt)}, for whoever has it. It is not shown
            again.
          </p>
          <OnceShown text={link.url} what="link" />
          <div className="dialog__foot">
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <ReasonDialog
      title={`Link for ${isolated(person.displayName)}`}
      text="The link sets a new password, and ends all sessions of this person."
      confirm="Make the link"
      onAct={async (reason) => {
        const path = `/admin/users/${person.id}/password-reset`;
        setLink(
          await api.call({ method: 'POST', path, body: { reason }, decode: decodeResetLink }),
        );
      }}
      onClose={() => undefined}
      onCancel={onClose}
    />
  );
}
