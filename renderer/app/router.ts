import { createMemoryHistory, createRouter } from '@tanstack/react-router';
import { routeTree } from './routes.tsx';

/** Pages by path, in memory: nothing of where somebody was is written anywhere. */
export const router = createRouter({
  routeTree,
  history: createMemoryHistory({ initialEntries: ['/'] }),
  defaultPreload: false,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
