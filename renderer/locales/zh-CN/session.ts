import type { session as en } from '../en/session.ts';

export const session = {
  password: '密码',
  show: '显示密码',
  hide: '隐藏密码',
  capsLock: '大写锁定已打开。',
} satisfies Record<keyof typeof en, string>;
