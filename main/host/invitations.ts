import type { Enrolment, Invitation } from '#shared/protocol.ts';

/** Invitations on their way to a newcomer's window, and enrolments on their way back. Nothing here is secret. */
export interface Invitations {
  offer(invitation: Invitation): void;
  /** The invitation for a newcomer's window; it can be asked for once. */
  open(token: string): Invitation | null;
  give(enrolment: Enrolment): void;
  take(token: string): Enrolment | null;
  /** Whether the newcomer got as far as handing over an enrolment. */
  answered(token: string): boolean;
}

/** Makes the pigeon-holes between the owner's process and a newcomer's. */
export function createInvitations(): Invitations {
  const offered = new Map<string, Invitation>();
  const finished = new Map<string, Enrolment>();
  const answered = new Set<string>();
  return {
    offer: (invitation) => void offered.set(invitation.token, invitation),
    open(token) {
      const invitation = offered.get(token) ?? null;
      offered.delete(token);
      return invitation;
    },
    give(enrolment) {
      finished.set(enrolment.token, enrolment);
      answered.add(enrolment.token);
    },
    answered: (token) => answered.has(token),
    take(token) {
      const enrolment = finished.get(token) ?? null;
      finished.delete(token);
      return enrolment;
    },
  };
}
