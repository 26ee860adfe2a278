import { ActionIcon, Button, Tooltip, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useReadPages } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Protected } from '../../ui/Protected.tsx';

/** Contact persons fetched at once. */
const page = 20;

interface ContactPersonsProps {
  readonly firm: { readonly id: string; readonly name: string };
  readonly canWrite: boolean;
  readonly onOpen: (id: string) => void;
  readonly onAdd: () => void;
}

/** The people of a firm. */
export function ContactPersons({ firm, canWrite, onOpen, onAdd }: ContactPersonsProps) {
  const { t } = useTranslation('customers');
  const words = useErrorWords();
  const found = useReadPages('customers.list', {
    filter: { company: firm.id },
    sort: 'name',
    descending: false,
    collation: 'pinyin',
    limit: page,
  });
  const rows = found.data?.pages.flatMap((answer) => answer.rows) ?? [];
  if (rows.length === 0 && !canWrite && !found.error) return null;
  return (
    <section className="customer-section" aria-labelledby="persons-heading">
      <div className="section-head">
        <h3 id="persons-heading">{t('contactPersons')}</h3>
        <span className="section-space" />
        {canWrite && (
          <Tooltip label={t('addContactPerson')}>
            <ActionIcon size={26} aria-label={t('addContactPerson')} onClick={onAdd}>
              <IconPlus size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <ErrorNotice onRetry={() => void found.refetch()}>{found.error ? words(found.error) : null}</ErrorNotice>
      {rows.length === 0 && found.data && <p className="section-note">{t('noContactPersons')}</p>}
      <ul className="contact-persons">
        {rows.map((row) => (
          <li key={row.id}>
            <UnstyledButton className="contact-person" onClick={() => onOpen(row.id)}>
              <span className="contact-person-name">{row.name}</span>
              {row.title !== null && <span className="contact-person-title">{row.title}</span>}
              <span className="section-space" />
              <Protected value={row.phone} label={t('phonesField')} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => void found.fetchNextPage()}>
          {t('moreContactPersons')}
        </Button>
      )}
    </section>
  );
}
