import { createRootRoute, createRoute, redirect, useNavigate } from '@tanstack/react-router';
import { useSession } from '../api/session.ts';
import { CustomersPage } from '../features/customers/CustomersPage.tsx';
import { ExportPage } from '../features/exports/ExportPage.tsx';
import { RequestsPage } from '../features/exports/RequestsPage.tsx';
import { HelpPage } from '../features/help/HelpPage.tsx';
import { ImportPage } from '../features/imports/ImportPage.tsx';
import { ActivityPage } from '../features/journal/ActivityPage.tsx';
import { JournalPage } from '../features/journal/JournalPage.tsx';
import { RulesPage } from '../features/session/RulesPage.tsx';
import { PeoplePage } from '../features/staff/PeoplePage.tsx';
import { PersonPage } from '../features/staff/PersonPage.tsx';
import { TermsBar } from '../features/terms/TermsBar.tsx';
import { TermsPage } from '../features/terms/TermsPage.tsx';
import { TermsSection } from '../features/terms/TermsSection.tsx';
import { KeyLists } from './KeyLists.tsx';
import { NotHere, PageCrashed } from './NotHere.tsx';
import { homeFor } from './railEntries.ts';
import { Shell } from './Shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotHere, errorComponent: PageCrashed });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: homeFor(useSession.getState().me?.actions ?? []), replace: true });
  },
});
// The list stays where it is while a customer is open beside it (`$id`) or on the full page (`$id/page`).
const customers = createRoute({ getParentRoute: () => root, path: '/customers', component: CustomersPage });
const customer = createRoute({ getParentRoute: () => customers, path: '$id' });
const customerPage = createRoute({ getParentRoute: () => customers, path: '$id/page' });
const requests = createRoute({ getParentRoute: () => root, path: '/exports', component: RequestsPage });
const newRequest = createRoute({ getParentRoute: () => root, path: '/exports/new', component: ExportPage });
const importing = createRoute({ getParentRoute: () => root, path: '/import', component: ImportPage });
const journal = createRoute({ getParentRoute: () => root, path: '/journal', component: JournalPage });
const activity = createRoute({ getParentRoute: () => root, path: '/activity', component: ActivityPage });
const people = createRoute({ getParentRoute: () => root, path: '/people', component: People });
const terms = createRoute({ getParentRoute: () => root, path: '/terms', component: TermsPage });

function People() {
  const navigate = useNavigate();
  return <PeoplePage notice={<TermsBar onOpen={() => void navigate({ to: '/terms' })} />} />;
}

const person = createRoute({ getParentRoute: () => root, path: '/people/$user', component: PersonPage });
const logins = createRoute({ getParentRoute: () => root, path: '/logins', component: RulesPage });
const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: () => <HelpPage keys={<KeyLists />} terms={<TermsSection />} />,
});

/** Every page of the main window. */
export const routeTree = root.addChildren([
  home,
  customers.addChildren([customer, customerPage]),
  requests,
  newRequest,
  importing,
  journal,
  activity,
  people,
  terms,
  person,
  logins,
  help,
]);
