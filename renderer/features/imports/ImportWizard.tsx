import { Loader, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/domain/assertNever.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { fileSize } from '../../ui/fileSize.ts';
import { WizardFrame } from '../../ui/WizardFrame.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { openNames, type ImportStep } from './importWizard.ts';
import { mappingFaults, type MappingFault } from './mapping.ts';
import { PeopleStep } from './PeopleStep.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import type { Receivers } from './receivers.ts';
import type { ImportFlow } from './useImportFlow.ts';
import { targetWords } from './words.ts';

interface ImportWizardProps {
  readonly flow: ImportFlow;
  readonly receivers: Receivers;
}

type OpenStep = Exclude<ImportStep, { kind: 'closed' | 'opening' }>;

/** The steps from an opened file to its start. */
export function ImportWizard({ flow, receivers }: ImportWizardProps) {
  const { t, i18n } = useTranslation('imports');
  const { step, dispatch, busy } = flow;
  const faultWords = useFaultWords();
  if (step.kind === 'closed' || step.kind === 'opening') return null;
  const named = choicesNamePeople(step);
  const steps = [t('stepFile'), t('stepColumns'), ...(named ? [t('stepPeople')] : []), t('stepCheck')];
  const common = {
    title: t('title'),
    aside: `${step.file.name} · ${fileSize(step.file.bytes, i18n.language)}`,
    stepsLabel: t('steps'),
    steps,
    closeLabel: t('leave'),
    onClose: () => dispatch({ type: 'close' }),
  };
  const refusal = <ErrorNotice>{flow.refusal}</ErrorNotice>;
  const toColumns = { label: t('back'), onBack: () => dispatch({ type: 'goTo', step: 'columns' }) };
  switch (step.kind) {
    case 'columns': {
      const fault = mappingFaults(step.choices.mapping)[0];
      return (
        <WizardFrame
          {...common}
          current={1}
          hint={fault && faultWords(fault)}
          next={{
            label: t('proceed'),
            onNext: () => dispatch({ type: 'check' }),
            disabled: fault !== undefined,
            loading: busy,
          }}
        >
          {refusal}
          <ColumnsStep
            file={step.file}
            choices={step.choices}
            busy={busy}
            onReread={flow.reread}
            onTarget={(column, target) => dispatch({ type: 'target', column, target })}
          />
        </WizardFrame>
      );
    }
    case 'checking':
      return (
        <WizardFrame {...common} current={steps.length - 1}>
          <div className="import-checking" role="status">
            <Loader size="sm" aria-hidden />
            <Text fw={600}>{t('checking')}</Text>
            <Text c="dimmed">{t('checkingHint')}</Text>
          </div>
        </WizardFrame>
      );
    case 'people': {
      const open = openNames(step.checked, step.choices.people).length;
      return (
        <WizardFrame
          {...common}
          current={2}
          back={toColumns}
          hint={open > 0 && t('openNames', { count: open })}
          next={{ label: t('proceed'), onNext: () => dispatch({ type: 'peopleDone' }), disabled: open > 0 }}
        >
          <PeopleStep
            checked={step.checked}
            choices={step.choices}
            receivers={receivers}
            onPerson={(value, to) => dispatch({ type: 'person', value, to })}
            onRest={(to) => dispatch({ type: 'restTo', to })}
            onOtherwise={(to) => dispatch({ type: 'otherwise', to })}
          />
        </WizardFrame>
      );
    }
    case 'preview': {
      const { good } = step.checked;
      const all = step.choices.duplicates === 'create';
      return (
        <WizardFrame
          {...common}
          current={steps.length - 1}
          back={toColumns}
          next={{
            label: all ? t('startAll') : t('start', { count: good }),
            onNext: flow.start,
            disabled: good === 0 && !all,
            loading: busy,
          }}
        >
          {refusal}
          <PreviewStep step={step} receivers={receivers} dispatch={dispatch} />
        </WizardFrame>
      );
    }
    default:
      return assertNever(step);
  }
}

function choicesNamePeople(step: OpenStep): boolean {
  return step.choices.mapping.includes('responsible');
}

function useFaultWords(): (fault: MappingFault) => string {
  const { t } = useTranslation('imports');
  return (fault) =>
    fault.kind === 'nameMissing'
      ? t('nameNeeded')
      : t('usedTwice', { target: t(targetWords[fault.target]), count: fault.count });
}
