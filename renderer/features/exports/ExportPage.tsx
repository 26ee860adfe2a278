import { useNavigate } from '@tanstack/react-router';
import { useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportLocale } from '#shared/contract/exports.ts';
import { assertNever } from '#shared/domain/assertNever.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { chooseForExport, useExportSelection } from '../../api/exportSelection.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { WizardFrame } from '../../ui/WizardFrame.tsx';
import { ColumnsStep, PurposeStep } from './ExportSteps.tsx';
import { columnList, givesAnything } from './columns.ts';
import { exportWizard, startExport } from './exportWizard.ts';
import { RequestDocument } from './RequestDocument.tsx';
import { openMine } from './requestPlace.ts';
import { RowsStep } from './RowsStep.tsx';
import './exports.css';

/** Asking for an export: rows, columns, what for and for whom, and a last look. */
export function ExportPage() {
  const { t, i18n } = useTranslation('exports');
  const words = useErrorWords();
  const navigate = useNavigate();
  const me = useMe();
  const chosen = useExportSelection((state) => state.selection);
  const [step, dispatch] = useReducer(exportWizard, chosen, startExport);
  const { draft } = step;
  const columns = columnList(draft.columns);
  const estimate = useRead('exports.estimate', { selection: draft.selection, columns }, { keepPrevious: true });
  const rows = estimate.data && !estimate.isPlaceholderData ? estimate.data.rows : null;
  const request = useChange('exports.request', {
    onDone: ({ id }) => {
      chooseForExport(null);
      openMine(id);
      showDone(t('sent'));
      void navigate({ to: '/exports', replace: true });
    },
  });
  const frame = {
    title: t('wizardTitle'),
    aside: rows === null ? undefined : t('docRowsCount', { count: rows }),
    stepsLabel: t('steps'),
    steps: [t('stepRows'), t('stepColumns'), t('stepPurpose'), t('stepReview')],
    closeLabel: t('leave'),
    onClose: () => void navigate({ to: '/exports' }),
  };
  const back = { label: t('back'), onBack: () => dispatch({ type: 'back' }) };
  const next = { label: t('proceed'), onNext: () => dispatch({ type: 'next' }) };
  const refusal = <ErrorNotice>{estimate.error ? words(estimate.error) : null}</ErrorNotice>;
  switch (step.kind) {
    case 'rows':
      return (
        <WizardFrame
          {...frame}
          current={0}
          next={{ ...next, disabled: rows === 0 }}
          hint={rows === null ? undefined : t('rowsCount', { count: rows })}
        >
          {refusal}
          <RowsStep
            selection={draft.selection}
            chosen={chosen}
            onSelection={(selection) => dispatch({ type: 'rows', selection })}
          />
        </WizardFrame>
      );
    case 'columns': {
      const any = givesAnything(draft.columns);
      return (
        <WizardFrame
          {...frame}
          current={1}
          back={back}
          next={{ ...next, disabled: !any || rows === 0 }}
          hint={any ? undefined : t('columnsNone')}
        >
          {refusal}
          <ColumnsStep
            columns={draft.columns}
            onColumn={(column, treatment) => dispatch({ type: 'column', column, treatment })}
            onGroup={(group, treatment) => dispatch({ type: 'group', group, treatment })}
          />
        </WizardFrame>
      );
    }
    case 'purpose':
      return (
        <WizardFrame {...frame} current={2} back={back} next={next}>
          <PurposeStep
            purpose={draft.purpose}
            recipient={draft.recipient}
            missing={step.missing}
            onText={(field, text) => dispatch({ type: 'text', field, text })}
            onEnter={() => dispatch({ type: 'next' })}
          />
        </WizardFrame>
      );
    case 'review': {
      const data = estimate.data;
      const nobody = data !== undefined && data.approvals > 0 && data.approvers.length === 0 && !data.releasedByTime;
      return (
        <WizardFrame
          {...frame}
          current={3}
          back={back}
          next={{
            label: data?.approvals === 0 ? t('sendNone') : t('sendOne'),
            onNext: () =>
              request.mutate({
                selection: draft.selection,
                columns,
                purpose: draft.purpose,
                recipient: draft.recipient,
                // Whoever gets the file reads its headings in the language it was asked for in.
                locale: i18n.language as ExportLocale,
              }),
            loading: request.isPending,
            disabled: rows === null || rows === 0 || nobody,
          }}
          hint={nobody ? t('docNobody') : undefined}
        >
          {refusal}
          <ErrorNotice>{request.error ? words(request.error) : null}</ErrorNotice>
          <RequestDocument
            requester={me.name}
            requested={null}
            state={null}
            purpose={draft.purpose}
            recipient={draft.recipient}
            rows={rows}
            columns={draft.columns}
            decisions={[]}
            approvalsNeeded={data?.approvals ?? 0}
            approvalNote={data && approvalNote(data)}
          />
        </WizardFrame>
      );
    }
    default:
      return assertNever(step);
  }

  function approvalNote(data: NonNullable<typeof estimate.data>): string {
    if (data.approvals === 0) return t('docNoApproval');
    if (data.approvers.length > 0)
      return t('docMayApprove', { names: data.approvers.map(({ name }) => name).join(t('nameSeparator')) });
    return data.releasedByTime ? t('docReleased') : t('docNobody');
  }
}
