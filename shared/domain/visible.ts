/**
 * A protected value as it may travel to a screen. `masked` carries no part of the value but what its mask shows:
 * `reveal` = this person may open it, `ask` = must ask, `none` = neither. `absent`: not in this person's database.
 */
export type Visible<T> =
  | { readonly kind: 'clear'; readonly value: T }
  | { readonly kind: 'masked'; readonly mask: string; readonly access: 'reveal' | 'ask' | 'none' }
  | { readonly kind: 'absent' };

export function clear<T>(value: T): Visible<T> {
  return { kind: 'clear', value };
}
