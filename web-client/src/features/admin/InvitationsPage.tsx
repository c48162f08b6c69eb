import { useCallback, useState } from 'react';
import { useLoad } from '../../lib/http/useLoad';
import { decodeAccountInvitation, type AccountInvitation } from '../../lib/model/admin';
import { pageOf } from '../../lib/model/rooms';
import type { Role } from '../../lib/model/people';
import { useSigned } from '../../lib/session/context';
import { nothing } from '../../lib/http/api';
import { fullTime } from '../../lib/time/words';
import { useRefresh } from '../../lib/time/useRefresh';
import { Button } from '../../lib/ui/controls';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { Page, Section } from '../../lib/ui/page';
import { Rows } from '../../lib/ui/rows';
import { OnceShown } from '../../lib/ui/secrets';
import { useAct } from '../../lib/ui/useAct';
import { AdminNav } from './AdminNav';
import { Choice } from '../../lib/ui/Choice';

const REFRESH_MS = 15_000;
const DAY_MS = 86_400_000;
const decodeList = pageOf(decodeAccountInvitation);

/** Codes with which people make themselves an account. */
export function InvitationsPage() {
  const { api } = useSigned();
  const load = useCallback(
    async (signal: AbortSignal) => (await api.get('/admin/invitations', decodeList, signal)).items,
    [api],
  );
  const [open, again] = useLoad(load, useRefresh(REFRESH_MS));
  const act = useAct();
  const revoke = (id: string) => {
    act.run(async () => {
      await api.call({ method: 'DELETE', path: `/admin/invitations/${id}`, decode: nothing });
      again();
    });
  };
  return (
    <Page title="Invitations" subtitle="Administration">
      <AdminNav open="#/invitations" />
      <NewInvitation onMade={again} />
      <Section title="Open invitations">
        <Rows
          loaded={open}
          again={again}
          label="Open invitations"
          loading="Loading invitations"
          empty="None is open."
          keyOf={({ id }) => id}
        >
          {(one) => (
            <>
              <InvitationWords invitation={one} />
              <Button
                disabled={act.busy}
                onClick={() => {
                  revoke(one.id);
                }}
              >
                Take back
              </Button>
            </>
          )}
        </Rows>
        <ActProblem act={act} />
      </Section>
    </Page>
  );
}

function InvitationWords({ invitation }: { invitation: AccountInvitation }) {
  const { role, usesLeft } = invitation;
  return (
    <span className="row__text">
      <span className="row__title">
        {role === 'ADMIN' ? 'For an admin' : 'For a user'} · {usesLeft}{' '}
        {usesLeft === 1 ? 'use' : 'uses'} left
      </span>
      <span className="row__note">
        Made {fullTime(invitation.createdAt)}, works until {fullTime(invitation.expiresAt)}
      </span>
    </span>
  );
}

function NewInvitation({ onMade }: { onMade: () => void }) {
  const { api } = useSigned();
  const [role, setRole] = useState<Role>('USER');
  const [uses, setUses] = useState('1');
  const [days, setDays] = useState('7');
  const [made, setMade] = useState<AccountInvitation>();
  const act = useAct();
  const make = async () => {
    const expiresAt = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const body = { role, uses: Number(uses), expiresAt };
    const path = '/admin/invitations';
    setMade(await api.call({ method: 'POST', path, body, decode: decodeAccountInvitation }));
    onMade();
  };
  return (
    <Section title="New invitation">
      <Form
        act={act}
        onSubmit={() => {
          act.run(make);
        }}
      >
        <div className="filters">
          <Choice
            label="For"
            value={role}
            onChange={(chosen) => {
              setRole(chosen === 'ADMIN' ? 'ADMIN' : 'USER');
            }}
            choices={[
              ['USER', 'A user'],
              ['ADMIN', 'An admin'],
            ]}
          />
          <TextField label="How many people" type="number" value={uses} onChange={setUses} />
          <TextField label="Days it works" type="number" value={days} onChange={setDays} />
        </div>
        <ActProblem act={act} />
        <div className="card__acts">
          <Submit act={act}>Make an invitation</Submit>
        </div>
      </Form>
      {made?.code !== undefined && (
        <>
          <p>Hand this link out. It is not shown again.</p>
          <OnceShown text={linkOf(made.code)} what="link" />
        </>
      )}
    </Section>
  );
}

function linkOf(code: string): string {
  return `${window.location.href.replace(/#.*$/, '')}#/register/${code}`;
}
