import { useCallback, useState } from 'react';
import { nothing } from '../../lib/http/api';
import { allOf } from '../../lib/http/pages';
import { useLoad } from '../../lib/http/useLoad';
import { decodeInvitation, type Invitation } from '../../lib/model/admin';
import type { Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { fullTime } from '../../lib/time/words';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { Rows } from '../../lib/ui/rows';
import { OnceShown } from '../../lib/ui/secrets';
import { useAct } from '../../lib/ui/useAct';
import { Choice } from '../../lib/ui/Choice';
import { isolated } from '../../lib/text/bidi';

/** Links with which people let themselves into a room. */
export function RoomInvitationsDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const { api } = useSigned();
  const path = `/rooms/${room.id}/invitations`;
  const load = useCallback(
    (signal: AbortSignal) => allOf(api, path, decodeInvitation, { signal }),
    [api, path],
  );
  const [open, again] = useLoad(load, room.version);
  const act = useAct();
  const revoke = (id: string) => {
    act.run(async () => {
      await api.call({ method: 'DELETE', path: `${path}/${id}`, decode: nothing });
      again();
    });
  };
  return (
    <Dialog title={`Invite to ${isolated(room.name)}`} onClose={onClose}>
      <NewRoomInvitation path={path} onMade={again} />
      <Rows
        loaded={open}
        again={again}
        label="Open invitations"
        loading="Loading invitations"
        keyOf={({ id }) => id}
      >
        {(one) => (
          <>
            <span className="row__text">
              <span className="row__title">
                {one.usesLeft} {one.usesLeft === 1 ? 'use' : 'uses'} left
              </span>
              <span className="row__note">Works until {fullTime(one.expiresAt)}</span>
            </span>
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
    </Dialog>
  );
}

function NewRoomInvitation({ path, onMade }: { path: string; onMade: () => void }) {
  const { api } = useSigned();
  const [standing, setStanding] = useState('member');
  const [uses, setUses] = useState('1');
  const [made, setMade] = useState<Invitation>();
  const act = useAct();
  const make = async () => {
    const body = { standing, uses: Number(uses) };
    setMade(await api.call({ method: 'POST', path, body, decode: decodeInvitation }));
    onMade();
  };
  return (
    <Form
      act={act}
      onSubmit={() => {
        act.run(make);
      }}
    >
      <div className="filters">
        <Choice
          label="As"
          value={standing}
          onChange={setStanding}
          choices={[
            ['member', 'Member'],
            ['spectator', 'Spectator'],
          ]}
        />
        <TextField label="How many people" type="number" value={uses} onChange={setUses} />
      </div>
      <ActProblem act={act} />
      <div className="card__acts">
        <Submit act={act}>Make a link</Submit>
      </div>
      {made?.code !== undefined && (
        <>
          <p>It works until {fullTime(made.expiresAt)}, and is not shown again.</p>
          <OnceShown text={linkOf(made.code)} what="link" />
        </>
      )}
    </Form>
  );
}

function linkOf(code: string): string {
  return `${window.location.href.replace(/#.*$/, '')}#/join/${code}`;
}
