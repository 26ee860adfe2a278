import { Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Whether this is a Mac, where the command key takes the part of Ctrl. */
export const isMac = /Mac/.test(navigator.userAgent);

interface KeyHintProps {
  /** Keys joined by +, such as `mod+K`, `?`, `shift+Enter`. */
  readonly keys: string;
}

/** A key or combination of keys as printed on the keyboard. */
export function KeyHint({ keys }: KeyHintProps) {
  const { t } = useTranslation();
  const names: Record<string, string> = {
    mod: isMac ? '⌘' : t('key_ctrl'),
    shift: isMac ? '⇧' : t('key_shift'),
    enter: t('key_enter'),
    esc: t('key_esc'),
    space: t('key_space'),
  };
  return (
    <Kbd size="xs" className="key-hint">
      {keys
        .split('+')
        .map((key) => names[key.toLowerCase()] ?? key)
        .join(isMac ? '' : ' + ')}
    </Kbd>
  );
}
