import type { ManagedPerson } from '../../lib/model/admin';
import { BanDialog } from './BanDialog';
import { ReasonDialog } from '../../lib/ui/ReasonDialog';
import { ResetLinkDialog } from './ResetLinkDialog';
import { useApplied, type AppliedCall } from './useApplied';
import { isolated } from '../../lib/text/bidi';

export type PersonAct =
  'promote' | 'demote' | 'ban' | 'unban' | 'endSessions' | 'resetPassword' | 'removeFactor';

interface Plain {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly done: string;
  readonly look: 'primary' | 'danger';
  readonly call: (path: string, reason: string) => AppliedCall;
}

const withReason = (path: string, reason: string) => `${path}?reason=${encodeURIComponent(reason)}`;

const PLAIN: Readonly<Record<Exclude<PersonAct, 'ban' | 'resetPassword'>, Plain>> = {
  promote: {
    title: 'Make an admin',
    text: 'Admins talk with anyone, make rooms, write posts, and can do everything on these pages.',
    confirm: 'Make an admin',
    done: 'An admin now.',
    look: 'primary',
    call: (path, reason) => ({
      method: 'PUT',
      path: `${path}/role`,
      body: { role: 'ADMIN', reason },
    }),
  },
  demote: {
    title: 'Make a user',
    text: 'Conversations with other users freeze, and support queues lose this agent.',
    confirm: 'Make a user',
    done: 'A user now.',
    look: 'danger',
    call: (path, reason) => ({
      method: 'PUT',
      path: `${path}/role`,
      body: { role: 'USER', reason },
    }),
  },
  unban: {
    title: 'Lift the ban',
    text: 'This person can sign in again.',
    confirm: 'Lift the ban',
    done: 'The ban is lifted.',
    look: 'primary',
    call: (path, reason) => ({ method: 'DELETE', path: withReason(`${path}/ban`, reason) }),
  },
  endSessions: {
    title: 'End all sessions',
    text: 'This person is signed out on all devices, and can sign in again.',
    confirm: 'End all sessions',
    done: 'All sessions have ended.',
    look: 'danger',
    call: (path, reason) => ({ method: 'DELETE', path: withReason(`${path}/sessions`, reason) }),
  },
  removeFactor: {
    title: 'Remove second factor',
    text: 'All sessions end, and from now on the password alone lets this person in.',
    confirm: 'Remove it',
    done: 'The second factor is gone.',
    look: 'danger',
    call: (path, reason) => ({
      method: 'DELETE',
      path: withReason(`${path}/second-factor`, reason),
    }),
  },
};

/** Asks for what an act needs, and does it. */
export function PersonDialog({
  act,
  person,
  onDone,
  onClose,
}: {
  act: PersonAct;
  person: ManagedPerson;
  onDone: () => void;
  onClose: () => void;
}) {
  const apply = useApplied();
  const path = `/admin/users/${person.id}`;
  if (act === 'ban') {
    return <BanDialog person={person} onDone={onDone} onClose={onClose} />;
  }
  if (act === 'resetPassword') {
    return <ResetLinkDialog person={person} onClose={onClose} />;
  }
  const plain = PLAIN[act];
  return (
    <ReasonDialog
      title={`${plain.title}: ${isolated(person.displayName)}`}
      text={plain.text}
      confirm={plain.confirm}
      look={plain.look}
      onAct={async (reason) => {
        await apply(plain.call(path, reason), plain.done);
        onDone();
      }}
      onClose={onClose}
    />
  );
}
