import { Button, Text } from '@mantine/core';
import { IconDeviceFloppy, IconUserCheck } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportRequest } from '#shared/contract/exports.ts';
import { call } from '../../api/call.ts';
import { useErrorWords } from '../../api/errorWords.ts';
import { useChange } from '../../api/queries.ts';
import { useReadOnly } from '../../api/session.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { fileSize } from '../../ui/fileSize.ts';
import { showDone } from '../../ui/undoToast.tsx';
import { exactWords } from '../../ui/When.tsx';
import { treatmentsOf } from './columns.ts';
import { RequestDocument } from './RequestDocument.tsx';
import { useRequestPlace } from './requestPlace.ts';

/** One's own request: how it stands, and what can be done now. */
export function MineView({ request }: { readonly request: ExportRequest }) {
  const { t, i18n } = useTranslation('exports');
  const words = useErrorWords();
  const readOnly = useReadOnly();
  const saved = useRequestPlace((state) => state.saved[request.id] ?? null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const withdraw = useChange('exports.withdraw', {
    onDone: () => showDone(t('withdrawn')),
    onRefused: (error) => setRefusal(words(error)),
  });
  const openApproval = useChange('host.openApproval', { onRefused: (error) => setRefusal(words(error)) });
  const { state, canSave, approvalsNeeded, releasedAt } = request;

  const save = async () => {
    setRefusal(null);
    try {
      const picked = await call('host.pickSave', { suggestedName: fileNameFor(request) });
      if (!picked) return;
      setSaving(true);
      const { rows, bytes } = await call('exports.save', { id: request.id, token: picked.token });
      const told = t('savedExactly', { name: picked.name, rows, size: fileSize(bytes, i18n.language) });
      useRequestPlace.setState((place) => ({ saved: { ...place.saved, [request.id]: told } }));
    } catch (error) {
      setRefusal(words(error));
    } finally {
      setSaving(false);
    }
  };

  return (
    <div className="export-mine">
      <div className="export-mine-bar" data-state={state}>
        <Text role="status" className="export-mine-words">
          {saving ? t('saving') : (saved ?? noteOf(request, t, i18n.language))}
        </Text>
        {state === 'waiting' && (
          <Button
            variant="default"
            disabled={readOnly}
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ id: request.id })}
          >
            {t('withdraw')}
          </Button>
        )}
        {state === 'waiting' && approvalsNeeded > 0 && releasedAt === null && (
          <Button
            disabled={readOnly}
            leftSection={<IconUserCheck size={16} aria-hidden />}
            onClick={() => openApproval.mutate({ request: request.id })}
            title={t('approveHereHint')}
          >
            {t('approveHere')}
          </Button>
        )}
        {canSave && (
          <Button
            variant={state === 'saved' ? 'default' : 'filled'}
            disabled={readOnly}
            loading={saving}
            leftSection={<IconDeviceFloppy size={16} aria-hidden />}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
        )}
      </div>
      <ErrorNotice>{refusal}</ErrorNotice>
      <RequestDocument
        {...request}
        requester={request.requester.name}
        columns={treatmentsOf(request.columns)}
        approvalNote={approvalsNeeded === 0 ? t('docNoApproval') : undefined}
      />
    </div>
  );
}

function noteOf(request: ExportRequest, t: TFunction<'exports'>, language: string): string {
  const { state, expires, releasedAt } = request;
  switch (state) {
    case 'waiting':
      return releasedAt === null ? t('noteWaiting') : t('noteReleased', { when: exactWords(releasedAt, language) });
    case 'approved':
      return expires === null ? t('noteApprovedOpen') : t('noteApproved', { when: exactWords(expires, language) });
    case 'denied':
      return t('noteDenied');
    case 'withdrawn':
      return t('noteWithdrawn');
    case 'saved':
      return t('noteSaved');
    case 'expired':
      return t('noteExpired');
    case 'void':
      return t('noteVoid');
  }
}

/** A name that says what is in the file and from when, without characters that a file system minds. */
function fileNameFor(request: ExportRequest): string {
  // Swedish dates are ISO dates, here in the person's own time zone.
  const day = new Intl.DateTimeFormat('sv-SE').format(request.requested);
  const recipient = request.recipient
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 60);
  return `${day} ${recipient}.csv`;
}
