import { Badge, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportRequest } from '#shared/contract/exports.ts';
import type { ExportColumn } from '#shared/domain/fields.ts';
import { Monogram } from '../../ui/Monogram.tsx';
import { ShieldGlyph } from '../../ui/Protected.tsx';
import { When } from '../../ui/When.tsx';
import { columnGroups, treatments, withTreatment, type Treatments } from './columns.ts';
import { columnWords, stateWords, treatmentHeads } from './words.ts';

interface RequestDocumentProps {
  readonly requester: string;
  /** null: not sent yet. */
  readonly requested: number | null;
  readonly state: ExportRequest['state'] | null;
  readonly purpose: string;
  readonly recipient: string;
  /** null while they are being counted. */
  readonly rows: number | null;
  readonly columns: Treatments;
  readonly decisions: ExportRequest['decisions'];
  readonly approvalsNeeded: number;
  /** Who may approve, or what happens instead of an approval. */
  readonly approvalNote?: ReactNode;
  /** Takes the place of the list of columns, where they can be narrowed. */
  readonly columnsControl?: ReactNode;
  /** Further sections: the rows themselves. */
  readonly children?: ReactNode;
}

const stateColours = {
  waiting: 'amber',
  approved: 'teal',
  denied: 'red',
  withdrawn: 'gray',
  saved: 'teal',
  expired: 'gray',
  void: 'gray',
} as const satisfies Record<ExportRequest['state'], string>;

/** The state of a request, in a word and a colour. */
export function StateBadge({ state }: { readonly state: ExportRequest['state'] }) {
  const { t } = useTranslation('exports');
  return (
    <Badge variant="light" color={stateColours[state]}>
      {t(stateWords[state])}
    </Badge>
  );
}

/** A request as a document: who asks, for what, for whom, which rows and columns, the signatures below. */
export function RequestDocument(props: RequestDocumentProps) {
  const { requester, requested, state, purpose, recipient, rows, columns, decisions, approvalsNeeded } = props;
  const { t } = useTranslation('exports');
  const approved = decisions.filter(({ decision }) => decision === 'approve').length;
  const missing = state === 'waiting' || state === null ? Math.max(0, approvalsNeeded - approved) : 0;
  return (
    <article className="export-doc" aria-label={t('docTitle')}>
      <header className="export-doc-head">
        <Title order={2}>{t('docTitle')}</Title>
        {state === null ? <span className="export-quiet">{t('docDraft')}</span> : <StateBadge state={state} />}
      </header>
      <dl className="export-doc-facts">
        <Fact name={t('docAskedBy')}>
          <span className="export-person">
            <Monogram name={requester} /> {requester}
          </span>
        </Fact>
        {requested !== null && (
          <Fact name={t('docAskedAt')}>
            <When at={requested} exact />
          </Fact>
        )}
        <Fact name={t('docPurpose')}>{purpose}</Fact>
        <Fact name={t('docRecipient')}>{recipient}</Fact>
        <Fact name={t('docRows')}>
          <span className="num">{rows === null ? t('estimating') : t('docRowsCount', { count: rows })}</span>
        </Fact>
      </dl>
      <Title order={3}>{t('docColumns')}</Title>
      {props.columnsControl ?? <Columns columns={columns} />}
      {props.children}
      <Title order={3}>{t('docSignatures')}</Title>
      <ul className="export-doc-signatures">
        {decisions.map((decision) => (
          <li key={`${decision.by.user}-${decision.at}`} data-decision={decision.decision}>
            {decision.decision === 'approve' ? (
              <IconCircleCheck size={18} aria-hidden />
            ) : (
              <IconCircleX size={18} aria-hidden />
            )}
            <span>
              {t(decision.decision === 'approve' ? 'docSignedApprove' : 'docSignedDeny', { name: decision.by.name })}
              {decision.reason !== null && <q className="export-doc-reason">{decision.reason}</q>}
            </span>
            <span className="export-quiet">
              <When at={decision.at} exact />
            </span>
          </li>
        ))}
        {Array.from({ length: missing }, (_, index) => (
          <li key={index} data-decision="open">
            <IconCircleDashed size={18} aria-hidden />
            <span>{t('docOpen')}</span>
          </li>
        ))}
        {props.approvalNote !== undefined && <li className="export-quiet">{props.approvalNote}</li>}
      </ul>
    </article>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Which shield stands beside a column's name. */
function shieldOf(column: ExportColumn): 'contact' | 'restricted' | null {
  const group = columnGroups.find(({ columns }) => (columns as readonly ExportColumn[]).includes(column))?.group;
  return group === 'contact' || group === 'restricted' ? group : null;
}

/** The columns by how they stand in the file. */
export function Columns({ columns }: { readonly columns: Treatments }) {
  const { t } = useTranslation('exports');
  return (
    <dl className="export-doc-columns">
      {treatments.map((treatment) => {
        const named = withTreatment(columns, treatment);
        return (
          <div key={treatment} data-treatment={treatment}>
            <dt>{t(treatmentHeads[treatment])}</dt>
            <dd>
              {named.length === 0 && <span className="export-quiet">{t('docNone')}</span>}
              {named.map((column) => {
                const shield = shieldOf(column);
                return (
                  <span key={column} className="export-column">
                    {shield && treatment !== 'dropped' && <ShieldGlyph shield={shield} size={12} />}
                    {t(columnWords[column])}
                  </span>
                );
              })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
