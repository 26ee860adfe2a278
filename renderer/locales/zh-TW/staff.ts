import type { staff as en } from '../en/staff.ts';

export const staff = {
  people: '人员',
} satisfies Record<keyof typeof en, string>;
