import { Anchor, Button, Text, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useSecondOwner } from '../../api/secondOwner.ts';
import { useMe } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import './session.css';

interface SecondOwnerGateProps {
  /** Leads to the page where people are added. */
  readonly onPeople: () => void;
  readonly children: ReactNode;
}

/** The last step of the first run: who else is to hold the office's key. */
export function SecondOwnerGate({ onPeople, children }: SecondOwnerGateProps) {
  const asks = useSecondOwner((state) => state.asks);
  return asks ? <Question onPeople={onPeople} /> : children;
}

function Question({ onPeople }: Pick<SecondOwnerGateProps, 'onPeople'>) {
  const { t } = useTranslation('session');
  const words = useErrorWords();
  const { company } = useMe();
  const one = useChange('staff.oneOwner', { onDone: () => useSecondOwner.setState({ asks: false }) });
  return (
    <main className="gate">
      <div className="gate-card">
        <div className="gate-form">
          <div className="gate-head">
            <IconUsers size={22} aria-hidden />
            <Title order={1}>{t('secondTitle')}</Title>
          </div>
          <Text>{t('secondMade', { company })}</Text>
          <Text>{t('secondLead')}</Text>
          <ErrorNotice>{one.error ? words(one.error) : null}</ErrorNotice>
          <div className="gate-actions">
            <Button variant="default" onClick={() => useSecondOwner.setState({ asks: false })}>
              {t('secondLater')}
            </Button>
            <Button
              autoFocus
              onClick={() => {
                onPeople();
                useSecondOwner.setState({ asks: false, adds: true });
              }}
            >
              {t('secondNow')}
            </Button>
          </div>
          <Anchor component="button" type="button" size="sm" onClick={() => one.mutate({})}>
            {t('secondNone')}
          </Anchor>
        </div>
      </div>
    </main>
  );
}
