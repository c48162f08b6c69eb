import { useState } from 'react';
import type { Enrollment } from '../model/entry';
import { NOT_COPIED, copied } from './clipboard';
import { Button } from './controls';
import { QrCode } from './QrCode';

/** What an authenticator app is told, to be scanned or typed. */
export function EnrollmentShown({ enrollment }: { enrollment: Enrollment }) {
  return (
    <div className="enrollment">
      <QrCode text={enrollment.uri} label="QR code for your authenticator app" />
      <p className="enrollment__text">
        Scan it with your authenticator app, or type this key there:
      </p>
      <code className="secret" data-secret={enrollment.secret}>
        {inFours(enrollment.secret)}
      </code>
    </div>
  );
}

/** Codes that are shown this once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <div className="enrollment">
      <p className="enrollment__text">
        Each of these codes lets you in once if you lose your app. Keep them where you will find
        them: they are not shown again.
      </p>
      <ul className="recovery-codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <CopyButton text={codes.join('\n')} label="Copy the codes" />
    </div>
  );
}

/** A code or link that is shown this once. */
export function OnceShown({ text, what }: { text: string; what: string }) {
  return (
    <div className="enrollment">
      <code className="secret">{text}</code>
      <CopyButton text={text} label={`Copy the ${what}`} />
    </div>
  );
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    setSaid((await copied(text)) ? 'Copied.' : NOT_COPIED);
  };
  return (
    <p className="copy">
      <Button onClick={() => void copy()}>{label}</Button>
      <span role="status">{said}</span>
    </p>
  );
}

function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
