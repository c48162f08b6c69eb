import { useCallback, useState } from 'react';
import { useLoad } from '../../lib/http/useLoad';
import { decodeTelling } from '../../lib/model/status';
import { useSigned } from '../../lib/session/context';
import { Failed, Spinner } from '../../lib/ui/controls';
import { ActProblem } from '../../lib/ui/forms';
import { Section } from '../../lib/ui/page';
import { useAct } from '../../lib/ui/useAct';

/** Whether others learn what I have read. */
export function PrivacySection() {
  const { api } = useSigned();
  const load = useCallback(
    (signal: AbortSignal) => api.get('/me/preferences', decodeTelling, signal),
    [api],
  );
  const [telling, again] = useLoad(load);
  return (
    <Section
      title="Who sees what you have read"
      text="Without it nobody is told that you have received or read a message, and you are not told of others either."
    >
      {telling.state === 'loading' && <Spinner label="Loading" />}
      {telling.state === 'failed' && <Failed message={telling.message} onRetry={again} />}
      {telling.state === 'ready' && <Receipts isOn={telling.value.readReceipts} />}
    </Section>
  );
}

function Receipts({ isOn: wasOn }: { isOn: boolean }) {
  const { api } = useSigned();
  const [isOn, setOn] = useState(wasOn);
  const act = useAct();
  const change = (readReceipts: boolean) => {
    setOn(readReceipts);
    act.run(async () => {
      try {
        const call = { method: 'PUT', path: '/me/preferences', decode: decodeTelling } as const;
        setOn((await api.call({ ...call, body: { readReceipts } })).readReceipts);
      } catch (error) {
        setOn(!readReceipts);
        throw error;
      }
    });
  };
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={isOn}
          disabled={act.busy}
          onChange={({ target }) => {
            change(target.checked);
          }}
        />
        Tell others what I have read
      </label>
      <ActProblem act={act} />
    </>
  );
}
