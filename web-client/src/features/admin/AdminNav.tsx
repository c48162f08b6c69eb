import { SubNav } from '../../lib/ui/page';

const LINKS = [
  { href: '#/people', label: 'People' },
  { href: '#/invitations', label: 'Invitations' },
  { href: '#/queues', label: 'Support queues' },
  { href: '#/audit', label: 'Audit log' },
] as const;

export function AdminNav({ open }: { open: (typeof LINKS)[number]['href'] }) {
  return <SubNav label="Administration" links={LINKS} open={open} />;
}
