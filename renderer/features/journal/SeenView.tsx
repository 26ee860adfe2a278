import { Button, Text } from '@mantine/core';
import { IconHistory, IconUserSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useRead } from '../../api/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Monogram } from '../../ui/Monogram.tsx';
import { When } from '../../ui/When.tsx';
import { useCan } from '../../api/session.ts';
import { CustomerFilter } from './CustomerFilter.tsx';
import { everything } from './journalFilter.ts';
import { useJournalPlace } from './journalPlace.ts';

/** Who opened, changed or took along one customer, and who could. */
export function SeenView() {
  const { t } = useTranslation('journal');
  const words = useErrorWords();
  const customer = useJournalPlace((place) => place.customer);
  const finds = useCan('customers.read');
  const found = useRead('journal.seen', { customer: customer?.id ?? '' }, { enabled: customer !== null });
  return (
    <div className="journal-scroll" tabIndex={0} role="region" aria-label={t('tabCustomer')}>
      <div className="journal-span">
        {(finds || customer !== null) && (
          <CustomerFilter value={customer} onCustomer={(next) => useJournalPlace.setState({ customer: next })} />
        )}
        {customer !== null && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconHistory size={16} aria-hidden />}
            onClick={() => useJournalPlace.setState({ view: 'timeline', filter: { ...everything, customer } })}
          >
            {t('seenTimeline', { name: customer.name })}
          </Button>
        )}
      </div>
      <ErrorNotice>{found.error ? words(found.error) : null}</ErrorNotice>
      {customer === null && (
        <EmptyState icon={<IconUserSearch size={36} stroke={1.4} />} title={t('seenChoose')}>
          {t('seenChooseText')}
        </EmptyState>
      )}
      {customer !== null && found.data && <SeenTable name={customer.name} people={found.data.people} />}
    </div>
  );
}

type People = Output<'journal.seen'>['people'];

function SeenTable({ name, people }: { readonly name: string; readonly people: People }) {
  const { t, i18n } = useTranslation('journal');
  const number = new Intl.NumberFormat(i18n.language);
  const sealed = people.some(({ exports }) => exports === null);
  return (
    <>
      <div className="week-frame" tabIndex={0} role="group" aria-label={t('seenTable', { name })}>
        <table className="week seen" aria-label={t('seenTable', { name })}>
          <thead>
            <tr>
              <th scope="col">{t('seenPerson')}</th>
              <th scope="col" className="num">
                {t('seenOpened')}
              </th>
              <th scope="col" className="num">
                {t('seenRestricted')}
              </th>
              <th scope="col" className="num">
                {t('seenWritten')}
              </th>
              {!sealed && (
                <th scope="col" className="num">
                  {t('seenExports')}
                </th>
              )}
              <th scope="col">{t('seenLast')}</th>
              <th scope="col">{t('seenOpens')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ person, opened, restricted, written, exports, last, opens }) => (
              <tr key={person.user}>
                <th scope="row">
                  <span className="seen-person">
                    <Monogram name={person.name} />
                    {person.name}
                  </span>
                </th>
                {[opened, restricted, written, ...(sealed ? [] : [exports ?? 0])].map((value, index) => (
                  // The columns never change places.
                  <td key={index} className="num" data-none={value === 0 || undefined}>
                    {number.format(value)}
                  </td>
                ))}
                <td>{last === null ? '' : <When at={last} />}</td>
                <td>{t(`seenOpens_${opens}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="sm" c="dimmed" className="journal-lead">
        {t('seenLead')} {sealed && t('seenSealed')}
      </Text>
    </>
  );
}
