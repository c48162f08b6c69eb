import type { ReactNode } from 'react';
import { IconButton } from './controls';
import { isComposing } from './keys';

/** What stands beside a room, on a phone instead of it. Escape closes it. */
export function SidePanel({
  title,
  closes,
  onClose,
  wide = false,
  takesFocus = true,
  back,
  actions,
  children,
}: {
  title: string;
  /** What the button is called that closes it. */
  closes: string;
  onClose: () => void;
  wide?: boolean;
  /** Whether the focus goes to it when it opens. */
  takesFocus?: boolean;
  /** Stands before the title. */
  back?: ReactNode;
  /** Stands behind the title. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <aside
      className={wide ? 'side-panel side-panel--wide' : 'side-panel'}
      aria-label={title}
      onKeyDown={(event) => {
        // What is open above has its own
        const isElsewhere =
          event.target instanceof Element && event.target.closest('dialog, .menu');
        if (event.key === 'Escape' && !isElsewhere && !isComposing(event)) {
          onClose();
        }
      }}
    >
      <header className="pane__head">
        {back}
        <h2 className="pane__title pane__titles">{title}</h2>
        {actions}
        <IconButton icon="close" label={closes} autoFocus={takesFocus} onClick={onClose} />
      </header>
      {children}
    </aside>
  );
}
