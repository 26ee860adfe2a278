import { createMemoryHistory, createRouter } from '@tanstack/react-router';
import { routeTree } from './routes.tsx';

/** Pages by path, in memory: nothing of where somebody was is written anywhere. */
export function makeRouter(start: string) {
  return createRouter({
    routeTree,
    history: createMemoryHistory({ initialEntries: [start] }),
    defaultPreload: false,
    scrollRestoration: false,
  });
}
export type AppRouter = ReturnType<typeof makeRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
