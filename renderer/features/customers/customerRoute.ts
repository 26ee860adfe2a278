import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';

/** Which customer is open, beside the list or on the full page, and the ways there. Each is a step that Back undoes. */
export interface CustomerRoute {
  readonly openId: string | null;
  readonly full: boolean;
  /** Beside the list. `replace`: the list is being walked through; Back leaves it in one step. */
  readonly peek: (id: string, replace?: boolean) => void;
  readonly openFull: (id: string) => void;
  readonly close: () => void;
}

/** Where the customers' page is. */
export function useCustomerRoute(): CustomerRoute {
  const navigate = useNavigate();
  const { id } = useParams({ strict: false });
  const full = useLocation({ select: ({ pathname }) => pathname.endsWith('/page') });
  return useMemo(
    () => ({
      openId: id ?? null,
      full: id !== undefined && full,
      peek: (next, replace = false) => void navigate({ to: '/customers/$id', params: { id: next }, replace }),
      openFull: (next) => void navigate({ to: '/customers/$id/page', params: { id: next } }),
      close: () => void navigate({ to: '/customers' }),
    }),
    [navigate, id, full],
  );
}
