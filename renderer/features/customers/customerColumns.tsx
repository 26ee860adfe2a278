import { Badge } from '@mantine/core';
import { IconBuilding, IconUser, IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '#shared/contract/customers.ts';
import { Monogram } from '../../ui/Monogram.tsx';
import { Protected } from '../../ui/Protected.tsx';
import { When } from '../../ui/When.tsx';
import { useDayWords } from '../../ui/useDayWords.ts';
import type { SortKey } from './listQuery.ts';
import { tagsWithRoom } from './tagRoom.ts';
import { CustomerName } from './DamagedParts.tsx';
import { useLookedAfter } from './useLookedAfter.ts';

type Whose = CustomerRow['responsible'];

/** The glyph of a firm or of a person. */
export function KindGlyph({ kind, size = 16 }: { readonly kind: CustomerRow['kind']; readonly size?: number }) {
  const { t } = useTranslation('customers');
  const Glyph = kind === 'firm' ? IconBuilding : IconUser;
  return <Glyph size={size} stroke={1.6} className="customer-kind" role="img" aria-label={t(kind)} />;
}

/** Who looks after a customer, with monogram. */
export function Responsible({ whose, size = 20 }: { readonly whose: Whose; readonly size?: number }) {
  const { t } = useTranslation('customers');
  const dayWords = useDayWords();
  const name = whose.kind === 'pool' ? t('nobody') : whose.name;
  const until = useLookedAfter(whose.kind === 'pool' ? null : whose.user);
  const mark =
    until === undefined ? null : until === null ? t('lookedAfter') : t('lookedAfterUntil', { when: dayWords(until) });
  return (
    <span className="customer-whose" title={mark === null ? name : `${name} · ${mark}`}>
      {whose.kind === 'pool' ? (
        <IconUsersGroup size={size - 4} stroke={1.6} aria-hidden />
      ) : (
        <Monogram name={name} size={size} />
      )}
      <span className="customer-whose-name">{name}</span>
      {mark !== null && <span className="customer-whose-mark">{mark}</span>}
    </span>
  );
}

interface TagLineProps {
  readonly tags: readonly string[];
  /** Shows all of them, on several lines where need be. */
  readonly all?: boolean;
}

/** Tags as badges; on one line those that have room, and how many more there are. */
export function TagLine({ tags, all = false }: TagLineProps) {
  if (tags.length === 0) return null;
  const most = all ? tags.length : tagsWithRoom(tags);
  const hidden = tags.length - most;
  return (
    <span className="customer-tags" title={tags.join(' · ')}>
      {tags.slice(0, most).map((tag) => (
        <Badge key={tag} variant="default" size="sm" fw={450} className="customer-tag">
          {tag}
        </Badge>
      ))}
      {hidden > 0 && <span className="customer-tags-more num">+{hidden}</span>}
    </span>
  );
}

function NameCell({ row }: { readonly row: CustomerRow }) {
  const quiet = [row.title, row.company?.name].filter((part) => part != null && part !== '').join(' · ');
  return (
    <span className="customer-name-cell" title={quiet === '' ? row.name : `${row.name} · ${quiet}`}>
      <KindGlyph kind={row.kind} />
      <span className="customer-name">
        <CustomerName name={row.name} />
      </span>
      {quiet !== '' && <span className="customer-name-quiet">{quiet}</span>}
    </span>
  );
}

/** One column of the list. */
export interface CustomerColumn {
  readonly id: 'name' | 'responsible' | 'tags' | 'phone' | 'taxId' | 'lastContact' | 'changed';
  readonly track: string;
  /** Width of the list, in pixels, from which on the column has room. */
  readonly from: number;
  readonly sort?: SortKey;
  readonly cell: (row: CustomerRow, words: { readonly phone: string; readonly taxId: string }) => ReactNode;
}

/** The columns in their order; the narrower the list, the fewer. */
export const customerColumns: readonly CustomerColumn[] = [
  { id: 'name', track: 'minmax(150px, 2.6fr)', from: 0, sort: 'name', cell: (row) => <NameCell row={row} /> },
  { id: 'responsible', track: 'minmax(124px, 1fr)', from: 640, cell: (row) => <Responsible whose={row.responsible} /> },
  { id: 'tags', track: 'minmax(150px, 1.4fr)', from: 790, cell: (row) => <TagLine tags={row.tags} /> },
  {
    id: 'phone',
    track: 'minmax(150px, 1.1fr)',
    from: 0,
    cell: (row, words) => <Protected value={row.phone} label={words.phone} />,
  },
  {
    id: 'taxId',
    track: 'minmax(184px, 1.5fr)',
    from: 1100,
    cell: (row, words) => <Protected value={row.taxId} label={words.taxId} />,
  },
  {
    id: 'lastContact',
    track: '128px',
    from: 540,
    sort: 'lastContact',
    cell: (row) => (row.lastContact === null ? null : <When at={row.lastContact} />),
  },
  { id: 'changed', track: '128px', from: 910, sort: 'changed', cell: (row) => <When at={row.changed} /> },
];

/** The columns that have room in a list this wide. */
export function columnsFor(width: number): readonly CustomerColumn[] {
  return customerColumns.filter((column) => column.from <= width);
}
