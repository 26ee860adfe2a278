import type { TFunction } from 'i18next';
import type { Output } from '#shared/contract/index.ts';

export type Compared = Output<'journal.compare'>;

/** What a comparison with a kept journal code says, sentence by sentence: what was found, what it means, what to do. */
export function comparedWords(t: TFunction<'checkpoints'>, answer: Compared, when: (at: number) => string): string[] {
  const { holds, reason, at, newest, signed, by, ended } = answer;
  const sequence = String(answer.sequence);
  const lines: string[] = [];
  if (holds) {
    lines.push(t('holdsText', { sequence, at: when(at ?? 0), since: newest - answer.sequence }));
  } else {
    if (signed === null) lines.push(t('failsTyped'));
    lines.push(t(`fails_${reason ?? 'different'}`, { sequence, newest: String(newest) }));
    if (at !== null) lines.push(t('keptAt', { at: when(at) }));
    if (ended !== null) lines.push(t('failsEnded', { at: when(ended) }));
    if (signed !== false && reason !== 'otherVault' && ended === null) lines.push(t('failsTodo'));
  }
  if (signed === true && by !== null) lines.push(t('signedBy', { name: by }));
  if (signed === false) lines.push(t('signedNot'));
  return lines;
}
