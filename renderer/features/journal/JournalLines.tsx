import { Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconShieldLock } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JournalLine } from '#shared/contract/audit.ts';
import { Monogram } from '../../ui/Monogram.tsx';
import { exactWords } from '../../ui/When.tsx';
import { byDay } from './days.ts';
import { useDayWords } from './dayWords.ts';
import type { Reference } from './objects.ts';
import { sentenceOf, type Part } from './sentence.ts';

interface JournalLinesProps {
  readonly lines: readonly JournalLine[];
  /** Of one's own activity: whom a sentence addresses as "you". */
  readonly me?: string;
  readonly loading: boolean;
  readonly atEnd: boolean;
  readonly onReachEnd: () => void;
  /** Given where a name leads to everything about it. */
  readonly onName?: (reference: Reference, name: string) => void;
}

/** The journal as sentences, under a head for each day; only what is in sight is drawn. */
export function JournalLines({ lines, me, loading, atEnd, onReachEnd, onName }: JournalLinesProps) {
  const { t } = useTranslation('journal');
  const dayWords = useDayWords();
  const frame = useRef<HTMLDivElement>(null);
  const items = useMemo(() => byDay(lines), [lines]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (items[index]?.kind === 'day' ? 44 : 36),
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : item.kind === 'day' ? `day-${item.day}` : item.line.sequence;
    },
    overscan: 16,
  });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? -1;
  useEffect(() => {
    if (items.length > 0 && last >= items.length - 30) onReachEnd();
  }, [last, items.length, onReachEnd]);
  return (
    <div ref={frame} className="journal-frame" tabIndex={0} role="region" aria-label={t('list')}>
      <div className="journal-lines" role="list" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start, key }) => {
          const item = items[index];
          if (!item) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="listitem"
              className="journal-item"
              style={{ transform: `translateY(${start}px)` }}
            >
              {item.kind === 'day' ? (
                <h2 className="journal-day">{dayWords(item.day)}</h2>
              ) : (
                <Line line={item.line} me={me ?? null} {...(onName ? { onName } : {})} />
              )}
            </div>
          );
        })}
      </div>
      {items.length > 0 && (loading || atEnd) && (
        <Text size="sm" c="dimmed" className="journal-end" role="status">
          {loading ? t('loadingMore') : t('atTheStart')}
        </Text>
      )}
    </div>
  );
}

interface LineProps {
  readonly line: JournalLine;
  readonly me: string | null;
  readonly onName?: (reference: Reference, name: string) => void;
}

function Line({ line, me, onName }: LineProps) {
  const { t, i18n } = useTranslation(['journal', 'passwords']);
  const { parts, tone } = sentenceOf(line, t, i18n.language, me);
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(line.at);
  return (
    <div className="journal-line" data-tone={tone}>
      <time
        className="journal-time num"
        dateTime={new Date(line.at).toISOString()}
        title={exactWords(line.at, i18n.language)}
      >
        {time}
      </time>
      <span className="journal-sign" aria-hidden>
        {tone === 'alarm' ? (
          <IconAlertTriangle size={20} />
        ) : line.actor === null ? (
          <IconShieldLock size={18} />
        ) : (
          <Monogram name={line.actor.name} />
        )}
      </span>
      <span className="journal-sentence">
        {parts.map((part, index) => (
          // A sentence is never rearranged, so its stretches are known by their place.
          <Stretch key={index} part={part} {...(onName ? { onName } : {})} />
        ))}
        {line.unconfirmed && <span className="journal-unconfirmed">{t('passwords:unconfirmed')}</span>}
      </span>
      <span className="journal-sequence num" title={t('entry', { sequence: line.sequence })} aria-hidden>
        {line.sequence}
      </span>
    </div>
  );
}

function Stretch({ part, onName }: { readonly part: Part; readonly onName?: LineProps['onName'] }) {
  const { t } = useTranslation('journal');
  const { text, name, reference } = part;
  if (!name) return text;
  const leads = reference !== null && (reference.kind === 'person' || reference.kind === 'customer');
  if (!leads || !onName) return <b className="journal-name">{text}</b>;
  return (
    <UnstyledButton
      component="button"
      className="journal-name journal-link"
      title={t(reference.kind === 'person' ? 'onlyPerson' : 'onlyCustomer', { name: text })}
      onClick={() => onName(reference, text)}
    >
      {text}
    </UnstyledButton>
  );
}
