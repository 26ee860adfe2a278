import { Button } from '@mantine/core';
import { IconAddressBook, IconSearchOff, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CustomerFilter } from '#shared/contract/customers.ts';
import { useCan, useMe, useReadOnly } from '../../api/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { activeFilters } from './listQuery.ts';

interface NoCustomersProps {
  readonly filter: CustomerFilter;
  readonly onClear: () => void;
  readonly onLeaveBin: () => void;
  readonly onNew: () => void;
}

/** What stands where no customer is: nothing found, an empty bin, or the first step. */
export function NoCustomers({ filter, onClear, onLeaveBin, onNew }: NoCustomersProps) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const { role } = useMe();
  const readOnly = useReadOnly();
  const mayWrite = useCan('customers.write') && !readOnly;
  const mayImport = useCan('imports.run') && !readOnly;

  if (activeFilters(filter).length > 0) {
    return (
      <EmptyState
        icon={<IconSearchOff size={32} stroke={1.4} />}
        title={t('nothingFoundTitle')}
        actions={
          <Button variant="default" onClick={onClear}>
            {t('clearFilters')}
          </Button>
        }
      >
        {t('nothingFoundText')}
      </EmptyState>
    );
  }
  if (filter.binned === true) {
    return (
      <EmptyState
        icon={<IconTrash size={32} stroke={1.4} />}
        title={t('binEmptyTitle')}
        actions={
          <Button variant="default" onClick={onLeaveBin}>
            {t('leaveBin')}
          </Button>
        }
      >
        {t('binEmptyText')}
      </EmptyState>
    );
  }
  const text = mayImport
    ? t('emptyText')
    : role === 'salesperson' || mayWrite
      ? t('emptyOwnText')
      : t('emptyReaderText');
  return (
    <EmptyState
      icon={<IconAddressBook size={32} stroke={1.4} />}
      title={t('emptyTitle')}
      actions={
        <>
          {mayImport && <Button onClick={() => void navigate({ to: '/import' })}>{t('importList')}</Button>}
          {mayWrite && (
            <Button variant={mayImport ? 'default' : 'filled'} onClick={onNew}>
              {t('newCustomer')}
            </Button>
          )}
        </>
      }
    >
      {text}
    </EmptyState>
  );
}
