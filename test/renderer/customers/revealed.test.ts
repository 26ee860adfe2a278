import { describe, expect, it } from 'vitest';
import {
  anythingOpen,
  nextEnd,
  nothingRevealed,
  revealReducer,
} from '../../../renderer/features/customers/revealed.ts';

const contact = { phones: [], emails: [], addresses: [], wechat: 'wx_1', line: null, birthday: null, until: 600_000 };
const open = revealReducer(revealReducer(nothingRevealed, { type: 'contact', open: contact }), {
  type: 'restricted',
  field: 'idNumber',
  open: { value: 'A123456789', until: 30_000 },
});

describe('what is revealed', () => {
  it('goes one by one when its time is over', () => {
    expect(nextEnd(open)).toBe(30_000);
    const later = revealReducer(open, { type: 'tick', now: 30_000 });
    expect(JSON.stringify(later)).not.toContain('A123456789');
    expect(later.contact?.wechat).toBe('wx_1');
    expect(anythingOpen(revealReducer(later, { type: 'tick', now: 600_000 }))).toBe(false);
  });

  it('goes all at once when it is hidden', () => {
    expect(revealReducer(open, { type: 'hide' })).toEqual(nothingRevealed);
    expect(nextEnd(nothingRevealed)).toBeNull();
  });
});
