import { ActionIcon, Menu, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconChevronLeft,
  IconDots,
  IconFileExport,
  IconHistory,
  IconPencil,
  IconTrash,
  IconUserShare,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/contract/customers.ts';
import { FieldEditor } from './FieldEditor.tsx';
import { KindGlyph, Responsible } from './customerColumns.tsx';
import type { EditableField } from './customerFields.ts';
import type { Patch } from './fieldChange.ts';
import { CustomerName } from './DamagedParts.tsx';

/** What can be done with the whole customer; left out where this person may not. */
export interface CustomerActions {
  readonly onHandOver?: (() => void) | undefined;
  readonly onExport?: (() => void) | undefined;
  readonly onBin?: (() => void) | undefined;
  readonly onRestore?: (() => void) | undefined;
  readonly onWhoSaw?: (() => void) | undefined;
}

interface CustomerHeadProps {
  readonly customer: Customer;
  readonly full: boolean;
  readonly canWrite: boolean;
  readonly editing: EditableField | null;
  readonly actions: CustomerActions;
  readonly onEdit: (field: EditableField | null) => void;
  readonly onSaved: (patch: Patch, version: number) => void;
  readonly onOpen: (id: string) => void;
  /** Beside the list: to the full page. On the full page: back beside the list. */
  readonly onResize: () => void;
  readonly onClose: () => void;
}

/** Name, firm, and whose the customer is; the ways to the full page and out. */
export function CustomerHead(props: CustomerHeadProps) {
  const { customer, full, canWrite, editing, actions, onEdit, onSaved, onOpen, onResize, onClose } = props;
  const { t } = useTranslation('customers');
  const quiet = customer.kind === 'person' ? customer.title : null;
  return (
    <header className="customer-head">
      <div className="customer-head-line">
        {full && (
          <Tooltip label={t('backToList')}>
            <ActionIcon size={30} aria-label={t('backToList')} onClick={onClose}>
              <IconChevronLeft size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
        <span className="customer-head-glyph">
          <KindGlyph kind={customer.kind} size={20} />
        </span>
        <div className="customer-head-name">
          {editing === 'name' ? (
            <FieldEditor
              customer={customer}
              field="name"
              start={{ text: customer.name, hidden: false }}
              onSaved={onSaved}
              onClose={() => onEdit(null)}
            />
          ) : (
            <>
              <h2 tabIndex={-1} title={customer.name}>
                <CustomerName name={customer.name} />
              </h2>
              {canWrite && (
                <ActionIcon
                  size={24}
                  className="field-pencil"
                  aria-label={t('editField', { field: t('nameField') })}
                  onClick={() => onEdit('name')}
                >
                  <IconPencil size={14} stroke={1.6} />
                </ActionIcon>
              )}
            </>
          )}
        </div>
        <ActionsMenu name={customer.name} actions={actions} />
        <Tooltip label={full ? t('openPeek') : t('openFull')}>
          <ActionIcon size={30} aria-label={full ? t('openPeek') : t('openFull')} onClick={onResize}>
            {full ? (
              <IconArrowsDiagonalMinimize2 size={17} stroke={1.6} />
            ) : (
              <IconArrowsDiagonal size={17} stroke={1.6} />
            )}
          </ActionIcon>
        </Tooltip>
        {!full && (
          <Tooltip label={t('closeCustomer')}>
            <ActionIcon size={30} aria-label={t('closeCustomer')} onClick={onClose}>
              <IconX size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <div className="customer-head-quiet">
        {quiet !== null && quiet !== '' && <span>{quiet}</span>}
        {customer.company && (
          <UnstyledButton className="customer-link" onClick={() => customer.company && onOpen(customer.company.id)}>
            {customer.company.name}
          </UnstyledButton>
        )}
        {actions.onHandOver ? (
          <Tooltip label={t('handOverTo')}>
            <UnstyledButton className="customer-head-whose" onClick={actions.onHandOver}>
              <span className="visually-hidden">{t('responsibleField')}: </span>
              <Responsible whose={customer.responsible} />
            </UnstyledButton>
          </Tooltip>
        ) : (
          <span className="customer-head-whose">
            <span className="visually-hidden">{t('responsibleField')}: </span>
            <Responsible whose={customer.responsible} />
          </span>
        )}
      </div>
    </header>
  );
}

function ActionsMenu({ name, actions }: { readonly name: string; readonly actions: CustomerActions }) {
  const { t } = useTranslation('customers');
  const { onHandOver, onExport, onBin, onRestore, onWhoSaw } = actions;
  if (Object.values(actions).every((action) => action === undefined)) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon size={30} aria-label={t('actions', { name })}>
          <IconDots size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onHandOver && (
          <Menu.Item leftSection={<IconUserShare size={16} stroke={1.6} />} onClick={onHandOver}>
            {t('handOverTo')}
          </Menu.Item>
        )}
        {onExport && (
          <Menu.Item leftSection={<IconFileExport size={16} stroke={1.6} />} onClick={onExport}>
            {t('exportThese')}
          </Menu.Item>
        )}
        {onWhoSaw && (
          <Menu.Item leftSection={<IconHistory size={16} stroke={1.6} />} onClick={onWhoSaw}>
            {t('whoSaw')}
          </Menu.Item>
        )}
        {onRestore && (
          <Menu.Item leftSection={<IconArrowBackUp size={16} stroke={1.6} />} onClick={onRestore}>
            {t('restore')}
          </Menu.Item>
        )}
        {onBin && (
          <Menu.Item leftSection={<IconTrash size={16} stroke={1.6} />} onClick={onBin}>
            {t('moveToBin')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
