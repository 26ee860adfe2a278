import { Alert, Button, Text, TextInput, Title } from '@mantine/core';
import { useCallback, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import type { SyncService } from '#shared/domain/syncFolder.ts';
import { assertNever } from '#shared/domain/assertNever.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { localeNames, locales, type Locale } from '../../locales/resources.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useImeSafe } from '../../ui/imeSafe.ts';
import { AlreadyThere } from './FindVault.tsx';
import { NewPasswordFields } from './NewPasswordFields.tsx';
import { OfficeQuestions } from './OfficeQuestions.tsx';
import { PlaceChoice } from './PlaceChoice.tsx';
import {
  answered,
  firstSetup,
  ownerMinimum,
  setupReducer,
  setupSteps,
  type Setup,
  type SetupAction,
} from './setupSteps.ts';
import './session.css';

interface SetupWizardProps {
  /** What copies the folder of the vault elsewhere, if anything. */
  readonly syncedBy: SyncService | null;
  readonly onLocale: (locale: Locale) => void;
  readonly onMade: (me: Output<'setup.create'>) => void;
  /** A vault that is there already was shown. */
  readonly onFound: () => void;
}

/** First run: language, company, name and password, three questions, and the vault is made. */
export function SetupWizard({ syncedBy, ...actions }: SetupWizardProps) {
  const { t } = useTranslation(['session', 'logins']);
  const [setup, act] = useReducer(setupReducer, firstSetup);
  const step = setupSteps.indexOf(setup.step);
  return (
    <main className="gate">
      <div className="gate-card gate-wide">
        {step > 0 && (
          <Text size="sm" c="dimmed">
            {t('stepOf', { step, steps: setupSteps.length - 1 })}
          </Text>
        )}
        {syncedBy !== null && setup.step !== 'language' && (
          <Alert color="amber" variant="light" role="note">
            {t('logins:synced', { service: t(`logins:synced_${syncedBy}`) })}
          </Alert>
        )}
        <Step setup={setup} act={act} {...actions} />
      </div>
    </main>
  );
}

interface StepProps extends Omit<SetupWizardProps, 'syncedBy'> {
  readonly setup: Setup;
  readonly act: (action: SetupAction) => void;
}

function Step(props: StepProps) {
  switch (props.setup.step) {
    case 'language':
      return <LanguageStep {...props} />;
    case 'you':
      return <OwnerStep {...props} />;
    case 'office':
      return <OfficeStep {...props} />;
    default:
      return assertNever(props.setup.step);
  }
}

function LanguageStep({ act, onLocale, onFound }: StepProps) {
  const { t, i18n } = useTranslation('session');
  return (
    <>
      <Title order={1}>{t('welcome')}</Title>
      <Text c="dimmed">{t('chooseLanguage')}</Text>
      <div className="gate-languages">
        {locales.map((locale) => (
          <Button
            key={locale}
            lang={locale}
            size="md"
            variant={locale === i18n.language ? 'filled' : 'default'}
            autoFocus={locale === i18n.language}
            onClick={() => {
              onLocale(locale);
              act({ kind: 'languageChosen' });
            }}
          >
            {localeNames[locale]}
          </Button>
        ))}
      </div>
      <AlreadyThere onFound={onFound} />
    </>
  );
}

function OwnerStep({ setup, act }: StepProps) {
  const { t } = useTranslation(['session', 'common']);
  const { owner } = setup;
  const ime = useImeSafe({});
  const ready = useCallback((now: boolean) => act({ kind: 'passwordReady', ready: now }), [act]);
  return (
    <form
      className="gate-form"
      onSubmit={(event) => {
        event.preventDefault();
        act({ kind: 'next' });
      }}
    >
      <div>
        <Title order={1}>{t('setupYou')}</Title>
        <Text c="dimmed">{t('setupYouHint')}</Text>
      </div>
      <div className="gate-pair">
        <TextInput
          label={t('company')}
          value={owner.company}
          maxLength={200}
          autoFocus
          onChange={(event) => act({ kind: 'owner', patch: { company: event.currentTarget.value } })}
          onKeyDown={ime.onKeyDown}
        />
        <TextInput
          label={t('yourName')}
          value={owner.name}
          maxLength={200}
          onChange={(event) => act({ kind: 'owner', patch: { name: event.currentTarget.value } })}
          onKeyDown={ime.onKeyDown}
        />
      </div>
      <NewPasswordFields
        label={t('newPassword')}
        value={owner}
        onChange={(patch) => act({ kind: 'owner', patch })}
        onReady={ready}
        minimum={ownerMinimum}
        known={[owner.company, owner.name]}
      />
      <div className="gate-actions">
        <Button variant="default" onClick={() => act({ kind: 'back' })}>
          {t('common:back')}
        </Button>
        <Button type="submit" disabled={!answered(setup)}>
          {t('common:next')}
        </Button>
      </div>
    </form>
  );
}

function OfficeStep({ setup, act, onMade }: StepProps) {
  const { t, i18n } = useTranslation(['session', 'common']);
  const words = useErrorWords();
  const make = useChange('setup.create', { onDone: (me) => onMade(me) });
  const { owner, office } = setup;
  const locale = locales.find((known) => known === i18n.language) ?? 'en';
  return (
    <form
      className="gate-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { company, name, password } = owner;
        make.mutate({ locale, company, name, password, ...office });
      }}
    >
      <div>
        <Title order={1}>{t('setupOffice')}</Title>
        <Text c="dimmed">{t('setupOfficeHint')}</Text>
      </div>
      <OfficeQuestions office={office} onAnswer={(patch) => act({ kind: 'office', patch })} />
      <PlaceChoice />
      <Text size="sm" c="dimmed">
        {t('keychainNote')}
      </Text>
      <ErrorNotice>{make.error ? words(make.error) : null}</ErrorNotice>
      <div className="gate-actions">
        <Button variant="default" disabled={make.isPending} onClick={() => act({ kind: 'back' })}>
          {t('common:back')}
        </Button>
        <Button type="submit" loading={make.isPending}>
          {t('make')}
        </Button>
      </div>
      <Text role="status" className="visually-hidden">
        {make.isPending ? t('making') : ''}
      </Text>
    </form>
  );
}
