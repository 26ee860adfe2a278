import { Button, Text, TextInput, Title } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import './session.css';

interface JoinAccountProps {
  readonly platform: Output<'host.state'>['platform'];
  /** It could open the vault before. */
  readonly ended: boolean;
  readonly onJoined: () => void;
  readonly foot: ReactNode;
}

/** In an account of the computer that has no secret of the vault: the code of an owner lets it in. */
export function JoinAccount({ platform, ended, onJoined, foot }: JoinAccountProps) {
  const { t } = useTranslation('accounts');
  const words = useErrorWords();
  const [code, setCode] = useState('');
  const join = useChange('accounts.join', { onDone: onJoined });
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="gate-head">
          <IconUserQuestion size={22} aria-hidden />
          <Title order={1}>{ended ? t('joinTitleEnded') : t(`joinTitle_${platform}`)}</Title>
        </div>
        <form
          className="gate-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (code.trim() !== '') join.mutate({ code });
          }}
        >
          {ended && <Text>{t('joinEnded')}</Text>}
          <Text>{t('joinHint')}</Text>
          <TextInput
            label={t('joinCode')}
            value={code}
            maxLength={60}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            classNames={{ input: 'num' }}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <ErrorNotice>{join.error ? words(join.error) : null}</ErrorNotice>
          <Text size="sm" c="dimmed">
            {t('joinNext')}
          </Text>
          <div className="gate-actions">
            <Button type="submit" disabled={code.trim() === ''} loading={join.isPending}>
              {t('join')}
            </Button>
          </div>
        </form>
      </div>
      {foot}
    </main>
  );
}
