import { ApiError, messageOf } from '../../lib/http/api';
import { decodeRoom, type Room } from '../../lib/model/rooms';
import { useSigned } from '../../lib/session/context';
import { FormProblem } from '../../lib/ui/controls';
import { Form, Submit } from '../../lib/ui/forms';
import { Page, Section } from '../../lib/ui/page';
import { useAct } from '../../lib/ui/useAct';

/** Where the link of an invitation leads: nobody is let into a room by a page that merely opens. */
export function JoinPage({ code, onJoined }: { code: string; onJoined: (room: Room) => void }) {
  const { api } = useSigned();
  const act = useAct();
  return (
    <Page title="Invitation">
      <Section title="You are invited into a room">
        <Form
          act={act}
          onSubmit={() => {
            act.run(async () => {
              const path = '/invitations/accept';
              onJoined(
                await api.call({ method: 'POST', path, body: { code }, decode: decodeRoom }),
              );
            });
          }}
        >
          <FormProblem message={act.error === undefined ? undefined : words(act.error)} />
          <div className="card__acts">
            <Submit act={act}>Join</Submit>
          </div>
        </Form>
      </Section>
    </Page>
  );
}

function words(error: unknown): string {
  return error instanceof ApiError && error.problem.code === 'not.found'
    ? 'This invitation does not work, or not any more.'
    : messageOf(error);
}
