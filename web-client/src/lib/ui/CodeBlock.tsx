import { useEffect, useState } from 'react';
import { NOT_COPIED, copied } from './clipboard';
import { IconButton } from './controls';

const SAID_MS = 4_000;

/** Code of several lines, which one can copy. */
export function CodeBlock({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      setSaid('');
    }, SAID_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [said]);
  const copy = async () => {
    setSaid((await copied(text)) ? 'Copied' : NOT_COPIED);
  };
  return (
    <div className="code-block" dir="ltr">
      {/* What scrolls has to be reached by keyboard */}
      <pre tabIndex={0} aria-label="Code">
        <code>{text}</code>
      </pre>
      <span className="code-block__copy">
        <span role="status">{said}</span>
        <IconButton
          icon={said === 'Copied' ? 'check' : 'copy'}
          label="Copy the code"
          onClick={() => void copy()}
        />
      </span>
    </div>
  );
}
