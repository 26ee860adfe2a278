import type { Input } from '#shared/contract/index.ts';
import type { NewPassword } from './strength.ts';

type Made = Input<'setup.create'>;
/** The answers to the three questions. */
export type Office = Pick<Made, 'size' | 'customers' | 'cards'>;
/** Who sets the vault up. */
export interface Owner extends NewPassword {
  readonly company: string;
  readonly name: string;
}

/** The steps of the first run. */
export const setupSteps = ['language', 'you', 'office'] as const;
export type SetupStep = (typeof setupSteps)[number];

/** Where the first run stands, with everything answered so far. */
export interface Setup {
  readonly step: SetupStep;
  readonly owner: Owner;
  /** Whether the password in its two fields can be taken. */
  readonly passwordReady: boolean;
  readonly office: Office;
}

export type SetupAction =
  | { readonly kind: 'languageChosen' }
  | { readonly kind: 'owner'; readonly patch: Partial<Owner> }
  | { readonly kind: 'passwordReady'; readonly ready: boolean }
  | { readonly kind: 'office'; readonly patch: Partial<Office> }
  | { readonly kind: 'next' }
  | { readonly kind: 'back' };

/** Owners' passwords have at least this many characters. */
export const ownerMinimum = 15;

export const firstSetup: Setup = {
  step: 'language',
  owner: { company: '', name: '', password: '', repeat: '' },
  passwordReady: false,
  office: { size: 'few', customers: 'both', cards: 'private' },
};

/** Whether this step is answered, so that the next can be shown. */
export function answered({ step, owner, passwordReady }: Setup): boolean {
  return step !== 'you' || (owner.company.trim() !== '' && owner.name.trim() !== '' && passwordReady);
}

/** The first run as a pure function of what is done in it. */
export function setupReducer(state: Setup, action: SetupAction): Setup {
  switch (action.kind) {
    case 'languageChosen':
      return { ...state, step: 'you' };
    case 'owner':
      return { ...state, owner: { ...state.owner, ...action.patch } };
    case 'passwordReady':
      return state.passwordReady === action.ready ? state : { ...state, passwordReady: action.ready };
    case 'office':
      return { ...state, office: { ...state.office, ...action.patch } };
    case 'next':
      return state.step === 'you' && answered(state) ? { ...state, step: 'office' } : state;
    case 'back':
      return { ...state, step: state.step === 'office' ? 'you' : 'language' };
  }
}
