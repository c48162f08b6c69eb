import type { ReactNode } from 'react';
import { Icon } from './Icon';

/** A page of its own beside the list of rooms. */
export function Page({
  title,
  subtitle,
  actions,
  back = { href: '#/', label: 'Back to conversations' },
  children,
}: {
  title: string;
  subtitle?: string;
  actions?: ReactNode;
  back?: { readonly href: string; readonly label: string };
  children: ReactNode;
}) {
  return (
    <section className="pane" aria-label={title}>
      <header className="pane__head">
        <a className="icon-button pane__back" href={back.href} aria-label={back.label}>
          <Icon name="back" />
        </a>
        <div className="pane__titles">
          <h1 className="pane__title">{title}</h1>
          {subtitle !== undefined && <p className="pane__subtitle">{subtitle}</p>}
        </div>
        {actions}
      </header>
      <div className="page">{children}</div>
    </section>
  );
}

/** A part of a page with a heading. */
export function Section({
  title,
  text,
  children,
}: {
  title: string;
  text?: string;
  children: ReactNode;
}) {
  return (
    <section className="card" aria-label={title}>
      <h2 className="card__title">{title}</h2>
      {text !== undefined && <p className="card__text">{text}</p>}
      {children}
    </section>
  );
}

/** Links between the pages of one kind. */
export function SubNav({
  label,
  links,
  open,
}: {
  label: string;
  links: readonly { readonly href: string; readonly label: string }[];
  open: string;
}) {
  return (
    <nav className="tabs" aria-label={label}>
      {links.map((link) => (
        <a
          key={link.href}
          className="tab"
          href={link.href}
          aria-current={link.href === open ? 'page' : undefined}
        >
          {link.label}
        </a>
      ))}
    </nav>
  );
}
