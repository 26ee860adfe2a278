import { describe, expect, it } from 'vitest';
import {
  answered,
  firstSetup,
  setupReducer,
  type Setup,
  type SetupAction,
} from '../../renderer/features/session/setupSteps.ts';

const play = (...actions: SetupAction[]): Setup => actions.reduce(setupReducer, firstSetup);
const owner = { company: '大同', name: '林淑芬', password: 'three-random-words', repeat: 'three-random-words' };

describe('first run', () => {
  it('goes from language to owner to office', () => {
    const setup = play(
      { kind: 'languageChosen' },
      { kind: 'owner', patch: owner },
      { kind: 'passwordReady', ready: true },
      { kind: 'next' },
    );
    expect(setup.step).toBe('office');
    expect(setup.owner).toEqual(owner);
  });

  it('stays with the owner until company, name and password are there', () => {
    const without = (patch: Partial<typeof owner>, ready: boolean) =>
      play(
        { kind: 'languageChosen' },
        { kind: 'owner', patch: { ...owner, ...patch } },
        { kind: 'passwordReady', ready },
        { kind: 'next' },
      );
    expect(without({ company: '  ' }, true).step).toBe('you');
    expect(without({ name: '' }, true).step).toBe('you');
    expect(without({}, false).step).toBe('you');
    expect(answered(without({}, true))).toBe(true);
  });

  it('keeps every answer on the way back', () => {
    const there = play(
      { kind: 'languageChosen' },
      { kind: 'owner', patch: owner },
      { kind: 'passwordReady', ready: true },
      { kind: 'next' },
      { kind: 'office', patch: { cards: 'shared' } },
      { kind: 'back' },
    );
    expect(there.step).toBe('you');
    expect(there.owner).toEqual(owner);
    expect(setupReducer(there, { kind: 'next' }).office).toEqual({ size: 'few', customers: 'both', cards: 'shared' });
    expect(setupReducer(there, { kind: 'back' }).step).toBe('language');
  });
});
