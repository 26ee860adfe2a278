import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { Monogram } from '../../ui/Monogram.tsx';
import { createFinder, letterOf, neighbour } from './people.ts';

type People = Output<'session.status'>['people'];

interface FacesProps {
  readonly people: People;
  readonly user: string | null;
  /** Whether the keyboard starts here rather than in the password. */
  readonly first: boolean;
  /** `decided`: by click or Enter; else the person is still looking for themselves. */
  readonly onChoose: (user: string, decided: boolean) => void;
}

/** Everybody by face and name: arrows walk, letters find, Enter chooses. */
export function Faces({ people, user, first, onChoose }: FacesProps) {
  const { t } = useTranslation('session');
  const list = useRef<HTMLDivElement>(null);
  const finder = useRef(createFinder());
  const focusOn = (who: string) => {
    const face = list.current?.querySelector<HTMLElement>(`[data-user="${who}"]`);
    face?.focus();
    face?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(() => {
    if (first) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [first]);
  const goTo = (who: string | null) => {
    if (who === null) return;
    onChoose(who, false);
    focusOn(who);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbour(people, user, event.key);
    if (next !== null) {
      event.preventDefault();
      goTo(next);
      return;
    }
    const letter = event.ctrlKey || event.metaKey || event.altKey ? null : letterOf(event);
    if (letter === null) return;
    event.preventDefault();
    void finder.current(people, letter, Date.now()).then(goTo);
  };
  return (
    <div
      ref={list}
      className="gate-faces"
      role="radiogroup"
      aria-label={t('whoAreYou')}
      aria-describedby={people.length > 3 ? 'faces-hint' : undefined}
      onKeyDown={onKeyDown}
    >
      {people.map((person, index) => {
        const chosen = person.user === user;
        return (
          <UnstyledButton
            key={person.user}
            role="radio"
            aria-checked={chosen}
            data-user={person.user}
            tabIndex={chosen || (user === null && index === 0) ? 0 : -1}
            className="gate-face"
            title={person.name}
            onClick={() => onChoose(person.user, true)}
          >
            <Monogram name={person.name} size={44} />
            <span className="gate-face-name">{person.name}</span>
          </UnstyledButton>
        );
      })}
      {people.length > 3 && (
        <span id="faces-hint" className="visually-hidden">
          {t('facesHint')}
        </span>
      )}
    </div>
  );
}
