import type { ComponentType } from 'react';
import type { StaffMember } from '#shared/contract/staff.ts';
import { CoverSection } from './CoverSection.tsx';
import { DeputySection } from './DeputySection.tsx';
import { ForgottenAction } from './ForgottenAction.tsx';
import { FreezeAction } from './FreezeAction.tsx';
import { LeaveAction } from './LeaveAction.tsx';
import { LeftSection } from './LeftSection.tsx';
import { PreviewAction } from './PreviewAction.tsx';
import { ResetSection } from './ResetSection.tsx';
import { RoleAction } from './RoleAction.tsx';
import { WorksForAction } from './WorksForAction.tsx';

/** What every action and section of a person's page is given. */
export interface PersonProps {
  readonly person: StaffMember;
  /** Everybody, those who left too. */
  readonly people: readonly StaffMember[];
}

/** The actions on a person's page, in their order: each a button with its own dialog, or nothing where it is not offered. */
export const personActions: readonly ComponentType<PersonProps>[] = [
  PreviewAction,
  WorksForAction,
  RoleAction,
  ForgottenAction,
  FreezeAction,
  LeaveAction,
];

/** What stands below on a person's page, in this order: each a section of its own, or nothing. */
export const personSections: readonly ComponentType<PersonProps>[] = [
  LeftSection,
  ResetSection,
  DeputySection,
  CoverSection,
];
