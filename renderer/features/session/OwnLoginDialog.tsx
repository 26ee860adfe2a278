import { Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange, useRead } from '../../api/queries.ts';
import { rereadMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { showDone } from '../../ui/undoToast.tsx';
import { FactorSetup } from './FactorSetup.tsx';
import './session.css';

interface OwnLoginDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What one's own login takes beside the password: a code from the telephone, and the short way back. */
export function OwnLoginDialog({ opened, onClose }: OwnLoginDialogProps) {
  const { t } = useTranslation(['logins', 'common']);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('ownTitle')}
      size={560}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Own />
    </Modal>
  );
}

function Own() {
  const own = useRead('logins.own', {});
  const words = useErrorWords();
  const again = () => {
    void own.refetch();
    void rereadMe();
  };
  if (own.error) return <ErrorNotice onRetry={again}>{words(own.error)}</ErrorNotice>;
  if (!own.data) return null;
  return (
    <Stack gap="xl">
      <FactorSection factor={own.data.factor} onChanged={again} />
      {own.data.pin.allowed && <PinSection on={own.data.pin.on} onChanged={again} />}
    </Stack>
  );
}

type Own = Output<'logins.own'>;

function FactorSection({ factor, onChanged }: { readonly factor: Own['factor']; readonly onChanged: () => void }) {
  const { t } = useTranslation('logins');
  const words = useErrorWords();
  const [setting, setSetting] = useState(false);
  const [ending, setEnding] = useState(false);
  const [password, setPassword] = useState('');
  const off = useChange('logins.factorOff', {
    onDone: () => {
      setEnding(false);
      setPassword('');
      showDone(t('factorIsOff'));
      onChanged();
    },
    onRefused: () => setPassword(''),
  });
  return (
    <section className="own-login">
      <Title order={3}>{t('factor')}</Title>
      <Text size="sm" c="dimmed">
        {factor.on ? t('factorOn', { count: factor.codesLeft }) : t(factor.wanted ? 'factorWanted' : 'factorHint')}
      </Text>
      {setting && <FactorSetup onDone={onChanged} onClose={() => setSetting(false)} />}
      {!setting && !ending && (
        <Group>
          <Button variant={factor.on ? 'default' : 'filled'} onClick={() => setSetting(true)}>
            {t(factor.on ? 'factorAnew' : 'factorSetUp')}
          </Button>
          {factor.on && (
            <Button variant="subtle" color="red" onClick={() => setEnding(true)}>
              {t('factorEnd')}
            </Button>
          )}
        </Group>
      )}
      {ending && (
        <form
          className="own-login"
          onSubmit={(event) => {
            event.preventDefault();
            if (password !== '') off.mutate({ password });
          }}
        >
          <PasswordField value={password} onText={setPassword} autoFocus />
          <ErrorNotice>{off.error ? words(off.error) : null}</ErrorNotice>
          <Group>
            <Button type="submit" color="red" disabled={password === ''} loading={off.isPending}>
              {t('factorEnd')}
            </Button>
            <Button variant="default" onClick={() => setEnding(false)}>
              {t('keep')}
            </Button>
          </Group>
        </form>
      )}
    </section>
  );
}

function PinSection({ on, onChanged }: { readonly on: boolean; readonly onChanged: () => void }) {
  const { t } = useTranslation('logins');
  const words = useErrorWords();
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const set = useChange('logins.pinOn', {
    onDone: () => {
      setPin('');
      setPassword('');
      showDone(t('pinIsOn'));
      onChanged();
    },
    onRefused: () => setPassword(''),
  });
  const off = useChange('logins.pinOff', { onDone: onChanged });
  const ready = /^\d{6,12}$/.test(pin) && password !== '';
  return (
    <section className="own-login">
      <Title order={3}>{t('pin')}</Title>
      <Text size="sm" c="dimmed">
        {t('pinHint')}
      </Text>
      {on ? (
        <Group>
          <Button variant="default" loading={off.isPending} onClick={() => off.mutate({})}>
            {t('pinEnd')}
          </Button>
        </Group>
      ) : (
        <form
          className="own-login"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) set.mutate({ pin, password });
          }}
        >
          <div className="gate-pair">
            <TextInput
              label={t('pinNew')}
              type="password"
              inputMode="numeric"
              autoComplete="off"
              maxLength={12}
              value={pin}
              onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
            />
            <PasswordField value={password} onText={setPassword} />
          </div>
          <ErrorNotice>{set.error ? words(set.error) : null}</ErrorNotice>
          <Group>
            <Button type="submit" disabled={!ready} loading={set.isPending}>
              {t('pinSet')}
            </Button>
          </Group>
        </form>
      )}
    </section>
  );
}
