import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { usePresence } from '../../api/presence.ts';
import { useCan, useMe } from '../../api/session.ts';
import {
  type OpenContact,
  type RestrictedField,
  type Revealed,
  anythingOpen,
  nextEnd,
  nothingRevealed,
  revealReducer,
} from './revealed.ts';

/** Why contact details are opened; it becomes part of the journal. */
export type Reason = Input<'customers.reveal'>['reason'];

/** One customer's protected values on this screen, and the ways to open and hide them. */
export interface Reveal {
  readonly revealed: Revealed;
  /** Whether this person is offered to open anything; never while looking as somebody else. */
  readonly allowed: boolean;
  readonly busy: boolean;
  /** The sentence of the last refusal. */
  readonly refusal: string | null;
  readonly openContact: (reason: Reason) => void;
  readonly openRestricted: (field: RestrictedField) => void;
  readonly hide: () => void;
  /** Values this person has just written themselves replace those that were opened. */
  readonly written: (patch: Partial<OpenContact>) => void;
}

/** Opens and hides the protected values of one customer; leaving the customer hides them, and so does time. */
export function useReveal(id: string, onContactOver: () => void): Reveal {
  const [revealed, dispatch] = useReducer(revealReducer, nothingRevealed);
  const [busy, setBusy] = useState(false);
  const [calling, setCalling] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const words = useErrorWords();
  const mayReveal = useCan('customers.reveal');
  const allowed = useMe().previewing === null && mayReveal;
  const here = useRef(true);
  const contactEnd = useRef<number | null>(null);
  const latestOver = useRef(onContactOver);
  const open = anythingOpen(revealed);
  const end = nextEnd(revealed);
  // In a call nobody types; what was opened for it closes after ten minutes at most.
  usePresence(calling && revealed.contact !== null);

  useEffect(() => {
    contactEnd.current = revealed.contact?.until ?? null;
    latestOver.current = onContactOver;
  });

  const close = useCallback(() => {
    // The vault ends it at its time in any case; a refusal here changes nothing for the person.
    if (contactEnd.current !== null) void call('customers.hide', { id }).catch(() => undefined);
    contactEnd.current = null;
  }, [id]);

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      close();
    };
  }, [close]);

  useEffect(() => {
    if (end === null) return undefined;
    const over = () => {
      const now = Date.now();
      dispatch({ type: 'tick', now });
      if (contactEnd.current !== null && contactEnd.current <= now) latestOver.current();
    };
    const timer = setTimeout(over, Math.max(0, end - Date.now()) + 20);
    return () => clearTimeout(timer);
  }, [end]);

  useEffect(() => {
    if (!open) return undefined;
    void call('host.setProtected', { on: true }).catch(() => undefined);
    return () => void call('host.setProtected', { on: false }).catch(() => undefined);
  }, [open]);

  async function attempt(act: () => Promise<void>): Promise<void> {
    setBusy(true);
    setRefusal(null);
    try {
      await act();
    } catch (error) {
      setRefusal(words(error));
    } finally {
      setBusy(false);
    }
  }

  return {
    revealed,
    allowed,
    busy,
    refusal,
    openContact: (reason) =>
      void attempt(async () => {
        const contact = await call('customers.reveal', { id, reason });
        setCalling(reason === 'call');
        if (here.current) dispatch({ type: 'contact', open: contact });
        else void call('customers.hide', { id }).catch(() => undefined);
      }),
    openRestricted: (field) =>
      void attempt(async () => {
        const restricted = await call('customers.revealRestricted', { id, field });
        if (here.current) dispatch({ type: 'restricted', field, open: restricted });
      }),
    hide: () => {
      close();
      setRefusal(null);
      dispatch({ type: 'hide' });
    },
    written: (patch) => {
      if (revealed.contact) dispatch({ type: 'contact', open: { ...revealed.contact, ...patch } });
    },
  };
}
