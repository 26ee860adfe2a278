import { Button, Modal, Radio, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '#shared/contract/customers.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Responsible } from './customerColumns.tsx';
import { useUndoable } from './useUndoable.ts';
import { holderId, useWhoseNames } from './whose.ts';

/** From how many people on a field narrows the list. */
const many = 8;

interface HandOverDialogProps {
  readonly selection: Selection;
  /** null: everything the filter finds, uncounted. */
  readonly count: number | null;
  /** Whose the one customer is already; null for several. */
  readonly current: string | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Gives customers to somebody else, or to the pool. */
export function HandOverDialog({ selection, count, current, onDone, onClose }: HandOverDialogProps) {
  const { t } = useTranslation('customers');
  const common = useTranslation().t;
  const words = useErrorWords();
  const undoable = useUndoable();
  const { holders } = useWhoseNames();
  const [to, setTo] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const receivers = holders.filter((holder) => holder.canReceive && holderId(holder) !== current);
  const chosen = receivers.find((holder) => holderId(holder) === to)?.responsible ?? null;
  const wanted = search.trim().toLowerCase();
  const shown = receivers.filter(({ responsible }) =>
    (responsible.kind === 'pool' ? t('pool') : responsible.name).toLowerCase().includes(wanted),
  );

  async function handOver(): Promise<void> {
    if (!chosen || to === null) return;
    setBusy(true);
    setRefusal(null);
    try {
      const moved = await call('customers.handOver', { selection, to });
      const message =
        chosen.kind === 'pool'
          ? t('handedPool', { count: moved.count })
          : t('handedMany', { count: moved.count, to: chosen.name });
      undoable(message, moved.batch);
      onDone();
    } catch (error) {
      setRefusal(words(error));
    } finally {
      setBusy(false);
    }
  }

  function actWords(): string {
    if (!chosen) return t('handOver');
    const name = chosen.kind === 'pool' ? t('pool') : chosen.name;
    if (count === null) return t('handAll', { to: name });
    return chosen.kind === 'pool' ? t('handPool', { count }) : t('handOne', { count, to: name });
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={count === null ? t('handTitleAll') : t('handTitle', { count })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void handOver();
        }}
      >
        {receivers.length > many && (
          <TextInput
            data-autofocus
            size="sm"
            mb="xs"
            aria-label={t('findPerson')}
            placeholder={t('findPerson')}
            leftSection={<IconSearch size={15} stroke={1.6} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        {receivers.length === 0 && <p className="section-note">{t('handNobody')}</p>}
        <Radio.Group value={to} onChange={setTo} label={t('handTo')}>
          <div className="receivers">
            {shown.map((holder, at) => {
              const pool = holder.responsible.kind === 'pool';
              const has = pool ? t('handPoolText') : t('handHas', { count: holder.count });
              return (
                <Radio.Card
                  key={holderId(holder)}
                  value={holderId(holder)}
                  className="receiver"
                  data-autofocus={at === 0 && receivers.length <= many ? true : undefined}
                >
                  <Radio.Indicator size="xs" />
                  <Responsible whose={holder.responsible} size={24} />
                  <span className="section-space" />
                  <span className="receiver-has num">{has}</span>
                </Radio.Card>
              );
            })}
          </div>
        </Radio.Group>
        <p className="section-note">
          {t('handWhat')} {t('handLose')}
        </p>
        <ErrorNotice>{refusal}</ErrorNotice>
        <div className="dialog-actions">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!chosen}>
            {actWords()}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
