import { AdminNav } from '../features/admin/AdminNav';
import { AuditPage } from '../features/admin/AuditPage';
import { InvitationsPage } from '../features/admin/InvitationsPage';
import { PeoplePage } from '../features/admin/PeoplePage';
import { PersonPage } from '../features/admin/PersonPage';
import { QueuesSection } from '../features/support/QueuesSection';
import { Page } from '../lib/ui/page';
import type { Route } from './router';

export type AdminRoute = Extract<
  Route,
  { page: 'people' | 'person' | 'audit' | 'invitations' | 'queues' }
>;

/** What only admins see. Shown for as long as one is an admin. */
export function AdminPage({ route }: { route: AdminRoute }) {
  switch (route.page) {
    case 'people':
      return <PeoplePage />;
    case 'person':
      return <PersonPage key={route.userId} userId={route.userId} />;
    case 'audit':
      return <AuditPage />;
    case 'invitations':
      return <InvitationsPage />;
    case 'queues':
      return (
        <Page title="Support queues" subtitle="Administration">
          <AdminNav open="#/queues" />
          <QueuesSection />
        </Page>
      );
  }
}
