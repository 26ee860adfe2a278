import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconPencil } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../ui/copyText.ts';

interface FieldRowProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Given where the person may write the field. */
  readonly onEdit?: (() => void) | undefined;
}

/** A field of a customer with its label; the pencil appears under the pointer and under the keyboard. */
export function FieldRow({ label, children, onEdit }: FieldRowProps) {
  const { t } = useTranslation('customers');
  return (
    <div className="field-row">
      <dt>{label}</dt>
      <dd>
        <div className="field-value">{children}</div>
        {onEdit && (
          <ActionIcon size={24} className="field-pencil" aria-label={t('editField', { field: label })} onClick={onEdit}>
            <IconPencil size={14} stroke={1.6} />
          </ActionIcon>
        )}
      </dd>
    </div>
  );
}

interface CopyableProps {
  readonly label: string;
  readonly value: string;
}

/** A value in clear that one click copies. */
export function Copyable({ label, value }: CopyableProps) {
  const { t } = useTranslation('customers');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <span className="copyable">
      <span className="copyable-value num">{value}</span>
      <Tooltip label={copied ? t('copied') : t('copy', { field: label })}>
        <ActionIcon size={22} aria-label={t('copy', { field: label })} onClick={() => setCopied(copyText(value))}>
          {copied ? <IconCheck size={13} stroke={2} /> : <IconCopy size={13} stroke={1.6} />}
        </ActionIcon>
      </Tooltip>
      <span className="visually-hidden" role="status">
        {copied ? t('copied') : ''}
      </span>
    </span>
  );
}
