import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { IconButton } from './controls';

export interface Toast {
  readonly text: string;
  readonly link?: { readonly href: string; readonly label: string };
}

interface Shown extends Toast {
  readonly id: number;
}

type Say = (toast: Toast) => void;

const SHOWN_MS = 7_000;
const MOST = 3;

const ToastContext = createContext<Say>(() => undefined);

/** Says something in passing; screen readers hear it too. */
export function useToast(): Say {
  return useContext(ToastContext);
}

export function Toasts({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const remove = useCallback((id: number) => {
    setShown((all) => all.filter((toast) => toast.id !== id));
  }, []);
  const say = useMemo(() => {
    let next = 0;
    return (toast: Toast) => {
      const id = next++;
      setShown((all) => [...all.slice(1 - MOST), { ...toast, id }]);
      setTimeout(() => {
        remove(id);
      }, SHOWN_MS);
    };
  }, [remove]);
  return (
    <ToastContext value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {shown.map((toast) => (
          <div key={toast.id} className="toast">
            <span className="toast__text">{toast.text}</span>
            {toast.link && (
              <a
                href={toast.link.href}
                onClick={() => {
                  remove(toast.id);
                }}
              >
                {toast.link.label}
              </a>
            )}
            <IconButton
              icon="close"
              label="Dismiss"
              onClick={() => {
                remove(toast.id);
              }}
            />
          </div>
        ))}
      </div>
    </ToastContext>
  );
}
