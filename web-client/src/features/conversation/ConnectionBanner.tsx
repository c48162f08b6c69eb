import { useEffect, useState } from 'react';
import { Icon } from '../../lib/ui/Icon';
import type { ConnectionStatus } from '../../lib/stomp/chatOptions';
import { useNow } from '../../lib/time/useNow';
import { useConnection, useConversations, useService } from './context';

/** Short gaps heal by themselves and are not worth a word: a pod sends people away for 1 to 2 s. */
const PATIENCE_MS = 4_000;

/** Says quietly what is away or late; nothing that is written is lost meanwhile. */
export function ConnectionBanner() {
  const status = useConnection();
  const away = useAway(status.state === 'online' || status.state === 'off');
  return (
    <div className="banner-place" role="status">
      {status.state === 'stopped' ? (
        <StoppedBanner />
      ) : away ? (
        <AwayBanner key={status.state} status={status} />
      ) : (
        status.state === 'online' && <ServiceBanner />
      )}
    </div>
  );
}

function AwayBanner({ status }: { status: ConnectionStatus }) {
  const { chat } = useConversations();
  const now = useNow(1_000);
  const seconds = status.state === 'waiting' ? Math.ceil((status.until - now) / 1_000) : 0;
  return (
    <p className="banner">
      {seconds > 0 ? <Icon name="warning" size={18} /> : <span className="spinner" />}
      <span>
        {navigator.onLine ? 'Connection lost.' : 'You are offline.'} What you write is sent as soon
        as you are back.
      </span>
      {seconds > 1 && (
        <button
          type="button"
          className="link"
          onClick={() => {
            chat.hurry();
          }}
        >
          Try now
        </button>
      )}
    </p>
  );
}

function ServiceBanner() {
  const service = useService();
  if (service.live && service.sends) {
    return null;
  }
  return (
    <p className="banner">
      <Icon name="warning" size={18} />
      <span>
        {service.sends
          ? 'Live updates are delayed.'
          : 'Messages cannot be sent at the moment. Yours wait, and are sent by themselves.'}
      </span>
    </p>
  );
}

function StoppedBanner() {
  const { chat } = useConversations();
  return (
    <p className="banner banner--strong">
      <Icon name="warning" size={18} />
      <span>The server ended the connection. Reload the page, or connect again.</span>
      <button
        type="button"
        className="link"
        onClick={() => {
          chat.start();
        }}
      >
        Connect
      </button>
    </p>
  );
}

function useAway(present: boolean): boolean {
  const [away, setAway] = useState(false);
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setAway(!present);
      },
      present ? 0 : PATIENCE_MS,
    );
    return () => {
      clearTimeout(timer);
    };
  }, [present]);
  return away && !present;
}
