import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconFileExport, IconTrash, IconUserShare, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { binLimit } from './useCustomerActions.ts';

interface SelectionBarProps {
  /** null: everything the filter finds, uncounted. */
  readonly count: number | null;
  readonly binned: boolean;
  readonly mayWrite: boolean;
  readonly mayHandOver: boolean;
  readonly mayExport: boolean;
  readonly onHandOver: () => void;
  readonly onExport: () => void;
  readonly onBin: () => void;
  readonly onRestore: () => void;
  readonly onClear: () => void;
}

/** What can be done with the selected customers, in place of the filters' line. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, binned, mayWrite, mayHandOver, mayExport } = props;
  const { t } = useTranslation('customers');
  const tooMany = count === null || count > binLimit;
  return (
    <div className="selection-bar" role="toolbar" aria-label={t('selectedHint')}>
      <span className="selection-count num" role="status">
        {count === null ? t('selectedAll') : t('selected', { count })}
      </span>
      {mayHandOver && !binned && (
        <Button
          size="compact-md"
          variant="light"
          leftSection={<IconUserShare size={16} stroke={1.6} />}
          onClick={props.onHandOver}
        >
          {t('handOverTo')}
        </Button>
      )}
      {mayExport && !binned && (
        <Button
          size="compact-md"
          variant="light"
          leftSection={<IconFileExport size={16} stroke={1.6} />}
          onClick={props.onExport}
        >
          {t('exportThese')}
        </Button>
      )}
      {mayWrite && (
        <Tooltip label={binned ? t('restoreLimit') : t('binLimit')} disabled={!tooMany}>
          <Button
            size="compact-md"
            variant="light"
            color="gray"
            // Not `disabled`: the reason must be readable with keyboard and pointer.
            aria-disabled={tooMany}
            {...(tooMany ? { 'data-disabled': true } : {})}
            leftSection={binned ? <IconArrowBackUp size={16} stroke={1.6} /> : <IconTrash size={16} stroke={1.6} />}
            onClick={() => {
              if (tooMany) return;
              if (binned) props.onRestore();
              else props.onBin();
            }}
          >
            {binned ? t('restore') : t('moveToBin')}
          </Button>
        </Tooltip>
      )}
      <span className="section-space" />
      <ActionIcon size={28} aria-label={t('clearSelection')} onClick={props.onClear}>
        <IconX size={16} stroke={1.6} />
      </ActionIcon>
    </div>
  );
}
