import { createRootRoute, createRoute, redirect } from '@tanstack/react-router';
import { useSession } from '../api/session.ts';
import { PeoplePage } from '../features/staff/PeoplePage.tsx';
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
const customers = createRoute({ getParentRoute: () => root, path: '/customers' });
const customer = createRoute({ getParentRoute: () => root, path: '/customers/$id' });
const requests = createRoute({ getParentRoute: () => root, path: '/exports' });
const newRequest = createRoute({ getParentRoute: () => root, path: '/exports/new' });
const importing = createRoute({ getParentRoute: () => root, path: '/import' });
const journal = createRoute({ getParentRoute: () => root, path: '/journal' });
const activity = createRoute({ getParentRoute: () => root, path: '/activity' });
const people = createRoute({ getParentRoute: () => root, path: '/people', component: PeoplePage });

/** Every page of the main window. */
export const routeTree = root.addChildren([
  home,
  customers,
  customer,
  requests,
  newRequest,
  importing,
  journal,
  activity,
  people,
]);
