import { useCallback, useState } from 'react';
import { fieldProblem, nothing } from '../../lib/http/api';
import { allOf } from '../../lib/http/pages';
import { useLoad } from '../../lib/http/useLoad';
import type { Person } from '../../lib/model/people';
import { decodeQueue, type SupportQueue } from '../../lib/model/queues';
import { useSigned } from '../../lib/session/context';
import { Button } from '../../lib/ui/controls';
import { Dialog } from '../../lib/ui/Dialog';
import { ActProblem, Form, Submit, TextField } from '../../lib/ui/forms';
import { Section } from '../../lib/ui/page';
import { Rows } from '../../lib/ui/rows';
import { PeoplePicker } from '../../lib/ui/PeoplePicker';
import { useAct } from '../../lib/ui/useAct';
import { isolated } from '../../lib/text/bidi';

const LONGEST_NAME = 100;
const ADMINS = { role: 'ADMIN' };
const isAdmin = ({ role }: Person) => role === 'ADMIN';

/** The queues, made and changed by admins. */
export function QueuesSection() {
  const { api } = useSigned();
  const load = useCallback(
    (signal: AbortSignal) => allOf(api, '/support/queues', decodeQueue, { signal }),
    [api],
  );
  const [queues, again] = useLoad(load);
  const [edited, setEdited] = useState<SupportQueue | 'new'>();
  return (
    <Section
      title="Support queues"
      text="Users ask in a queue; its agents, who are admins, answer."
    >
      <Rows
        loaded={queues}
        again={again}
        label="Queues"
        loading="Loading queues"
        empty="There is none yet."
        keyOf={({ id }) => id}
      >
        {(queue) => (
          <>
            <span className="row__text">
              <span className="row__title">
                <bdi>{queue.name}</bdi>
              </span>
              <span className="row__note">
                {queue.agents.length} {queue.agents.length === 1 ? 'agent' : 'agents'}
              </span>
            </span>
            <Button
              onClick={() => {
                setEdited(queue);
              }}
            >
              Change
            </Button>
          </>
        )}
      </Rows>
      <div className="card__acts">
        <Button
          look="primary"
          onClick={() => {
            setEdited('new');
          }}
        >
          New queue
        </Button>
      </div>
      {edited && (
        <QueueDialog
          queue={edited === 'new' ? undefined : edited}
          onSaved={again}
          onClose={() => {
            setEdited(undefined);
          }}
        />
      )}
    </Section>
  );
}

function QueueDialog({
  queue,
  onSaved,
  onClose,
}: {
  queue: SupportQueue | undefined;
  onSaved: () => void;
  onClose: () => void;
}) {
  const { me, api } = useSigned();
  const [name, setName] = useState(queue?.name ?? '');
  const [agents, setAgents] = useState<ReadonlySet<string>>(new Set(queue?.agents ?? [me.id]));
  const act = useAct();
  const save = async () => {
    const body = { name: name.trim(), agents: [...agents] };
    await api.call({
      method: queue ? 'PATCH' : 'POST',
      path: queue ? `/support/queues/${queue.id}` : '/support/queues',
      body,
      decode: nothing,
    });
    onSaved();
    onClose();
  };
  return (
    <Dialog title={queue ? `Change ${isolated(queue.name)}` : 'New queue'} onClose={onClose}>
      <Form
        act={act}
        onSubmit={() => {
          act.run(save);
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          problem={fieldProblem(act.error, 'name')}
          maxLength={LONGEST_NAME}
          autoFocus
        />
        <p className="field__label">Agents · {agents.size} chosen</p>
        <PeoplePicker
          from="/admin/users"
          parameters={ADMINS}
          fits={isAdmin}
          chosen={agents}
          onChoose={({ id }) => {
            setAgents((before) => toggled(before, id));
          }}
          label="Find an agent"
          nobody="There is no admin."
        />
        <ActProblem act={act} fields={['name']} />
        <div className="dialog__foot">
          <Button onClick={onClose}>Cancel</Button>
          <Submit act={act} disabled={name.trim() === ''}>
            Save
          </Submit>
        </div>
      </Form>
    </Dialog>
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}
