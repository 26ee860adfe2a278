import type { Input } from '#shared/contract/index.ts';

/** Who is to be added. */
export type Newcomer = Input<'staff.invite'>;
export type EmployableRole = Newcomer['role'];

/** The roles that can be given, the most frequent first. */
export const employable: readonly EmployableRole[] = ['salesperson', 'manager', 'service', 'auditor', 'owner'];

/** Adding a person at the desk: who, their password in a window of their own, the owner's signature. */
export type AddPerson =
  | { readonly step: 'who'; readonly newcomer: Newcomer; readonly cancelled: boolean }
  | { readonly step: 'waiting'; readonly newcomer: Newcomer; readonly token: string }
  | { readonly step: 'certify'; readonly newcomer: Newcomer; readonly token: string }
  /** They are not here: a code takes the window's place. */
  | { readonly step: 'code'; readonly newcomer: Newcomer; readonly code: string; readonly until: number };

export type AddPersonAction =
  | { readonly kind: 'edit'; readonly patch: Partial<Newcomer> }
  | { readonly kind: 'invited'; readonly token: string }
  | { readonly kind: 'coded'; readonly code: string; readonly until: number }
  | { readonly kind: 'enrolled'; readonly token: string }
  | { readonly kind: 'closedWithout'; readonly token: string };

/** Begins to add somebody, in a role that can still be chosen otherwise. */
export function firstAddPerson(role: EmployableRole): Extract<AddPerson, { step: 'who' }> {
  return { step: 'who', newcomer: { name: '', role, worksFor: null }, cancelled: false };
}

/** Adding a person as a pure function; events of another invitation change nothing. */
export function addPersonReducer(state: AddPerson, action: AddPersonAction): AddPerson {
  switch (action.kind) {
    case 'edit': {
      if (state.step !== 'who') return state;
      const newcomer = { ...state.newcomer, ...action.patch };
      // Only a salesperson has customers whose keys somebody could get.
      return {
        ...state,
        cancelled: false,
        newcomer: newcomer.role === 'salesperson' ? newcomer : { ...newcomer, worksFor: null },
      };
    }
    case 'invited':
      return state.step === 'who' ? { step: 'waiting', newcomer: state.newcomer, token: action.token } : state;
    case 'coded':
      return state.step === 'who'
        ? { step: 'code', newcomer: state.newcomer, code: action.code, until: action.until }
        : state;
    case 'enrolled':
      return state.step === 'waiting' && state.token === action.token ? { ...state, step: 'certify' } : state;
    case 'closedWithout':
      return state.step === 'waiting' && state.token === action.token
        ? { step: 'who', newcomer: state.newcomer, cancelled: true }
        : state;
  }
}
