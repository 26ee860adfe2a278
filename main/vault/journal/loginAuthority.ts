import type { Id } from '#shared/domain/ids.ts';
import { type LoginRules, firstLoginRules } from '#shared/domain/loginRules.ts';
import type { ItemOf } from './items.ts';

/** What the entries of authority say about logins: the office's rules, and whose second factor was switched off. */
export class LoginAuthority {
  rules: LoginRules = firstLoginRules;
  /** When an owner switched off somebody's second factor: what was set up before no longer counts. */
  readonly factorsOff = new Map<Id, number>();

  apply(item: ItemOf<'loginRules' | 'factorOff'>, time: number): null {
    if (item.t === 'loginRules') this.rules = item.rules;
    else this.factorsOff.set(item.user, time);
    return null;
  }
}
