import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { Monogram } from '../../ui/Monogram.tsx';
import { When } from '../../ui/When.tsx';
import { StateBadge } from './RequestDocument.tsx';

interface RequestListProps {
  readonly label: string;
  readonly requests: readonly ExportRequest[];
  readonly open: string;
  readonly withRequester: boolean;
  readonly onOpen: (id: string) => void;
}

/** Requests one below the other; the open one stands beside. */
export function RequestList({ label, requests, open, withRequester, onOpen }: RequestListProps) {
  const { t } = useTranslation('exports');
  return (
    <ul className="export-list" aria-label={label}>
      {requests.map((request) => (
        <li key={request.id}>
          <UnstyledButton
            className="export-item"
            aria-current={request.id === open ? 'true' : undefined}
            onClick={() => onOpen(request.id)}
          >
            <span className="export-item-line">
              {withRequester && <Monogram name={request.requester.name} />}
              <span className="export-item-title">{withRequester ? request.requester.name : request.recipient}</span>
              <StateBadge state={request.state} />
            </span>
            <span className="export-item-purpose">{request.purpose}</span>
            <span className="export-item-line export-quiet">
              <span className="export-item-title num">
                {withRequester
                  ? t('openRequest', { rows: request.rows, recipient: request.recipient })
                  : t('docRowsCount', { count: request.rows })}
              </span>
              <When at={request.requested} />
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
