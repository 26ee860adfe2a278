import { UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.ts';
import { KindGlyph, Responsible } from './customerColumns.tsx';

interface SimilarCustomersProps {
  readonly name: string;
  readonly taxId: string;
  readonly onOpen: (id: string) => void;
}

/** Customers that look like the one being typed, so that nobody is written down twice. */
export function SimilarCustomers({ name, taxId, onOpen }: SimilarCustomersProps) {
  const { t } = useTranslation('customers');
  const [typedName] = useDebouncedValue(name.trim(), 200);
  const [typedTaxId] = useDebouncedValue(taxId.trim(), 200);
  const enough = typedName.length >= 2 || typedTaxId.length >= 4;
  const found = useRead(
    'customers.similar',
    { name: typedName, taxId: typedTaxId === '' ? null : typedTaxId },
    { enabled: enough, keepPrevious: true },
  );
  const rows = enough ? (found.data?.rows ?? []) : [];
  return (
    <div className="similar-region" role="status" aria-label={t('similarTitle')}>
      {rows.length > 0 && (
        <div className="similar">
          <div className="similar-title">{t('similarTitle')}</div>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <UnstyledButton
                  className="similar-row"
                  title={t('openSimilar', { name: row.name })}
                  onClick={() => onOpen(row.id)}
                >
                  <KindGlyph kind={row.kind} size={15} />
                  <span className="similar-name">{row.name}</span>
                  {row.company && <span className="customer-name-quiet">{row.company.name}</span>}
                  <span className="section-space" />
                  <Responsible whose={row.responsible} />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
