import { describe, expect, it } from 'vitest';
import {
  addPersonReducer,
  firstAddPerson,
  type AddPerson,
  type AddPersonAction,
} from '../../renderer/features/staff/addPerson.ts';

const play = (...actions: AddPersonAction[]): AddPerson =>
  actions.reduce(addPersonReducer, firstAddPerson('salesperson'));
const manager = 'm'.repeat(22);

describe('adding a person at the desk', () => {
  it('waits for the newcomer, then for the owner’s signature', () => {
    const invited = play({ kind: 'edit', patch: { name: '王芳' } }, { kind: 'invited', token: 'a' });
    expect(invited.step).toBe('waiting');
    expect(addPersonReducer(invited, { kind: 'enrolled', token: 'a' })).toMatchObject({ step: 'certify', token: 'a' });
  });

  it('goes back with everything typed when the newcomer closes the window', () => {
    const back = play(
      { kind: 'edit', patch: { name: '王芳', worksFor: manager } },
      { kind: 'invited', token: 'a' },
      { kind: 'closedWithout', token: 'a' },
    );
    expect(back).toEqual({
      step: 'who',
      newcomer: { name: '王芳', role: 'salesperson', worksFor: manager },
      cancelled: true,
    });
  });

  it('does not listen to another invitation', () => {
    const invited = play({ kind: 'invited', token: 'a' });
    expect(addPersonReducer(invited, { kind: 'enrolled', token: 'b' })).toBe(invited);
    expect(addPersonReducer(invited, { kind: 'closedWithout', token: 'b' })).toBe(invited);
    const certify = addPersonReducer(invited, { kind: 'enrolled', token: 'a' });
    expect(addPersonReducer(certify, { kind: 'closedWithout', token: 'a' })).toBe(certify);
  });

  it('gives a code instead of a window, and then listens to no window', () => {
    const coded = play({ kind: 'edit', patch: { name: '王芳' } }, { kind: 'coded', code: 'ABCD', until: 7 });
    expect(coded).toMatchObject({ step: 'code', code: 'ABCD', until: 7, newcomer: { name: '王芳' } });
    expect(addPersonReducer(coded, { kind: 'enrolled', token: 'a' })).toBe(coded);
    expect(addPersonReducer(coded, { kind: 'coded', code: 'EFGH', until: 8 })).toBe(coded);
  });

  it('puts only salespeople under a manager', () => {
    const edited = play({ kind: 'edit', patch: { worksFor: manager } }, { kind: 'edit', patch: { role: 'service' } });
    expect(edited.newcomer).toEqual({ name: '', role: 'service', worksFor: null });
  });
});
