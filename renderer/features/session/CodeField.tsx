import { TextInput, type TextInputProps } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';

interface CodeFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Six digits of the telephone, or a recovery code from paper. */
export function CodeField({ value, onText, ref, ...rest }: CodeFieldProps) {
  const { t } = useTranslation('logins');
  return (
    <TextInput
      label={t('code')}
      description={t('codeHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="off"
      spellCheck={false}
      maxLength={20}
      classNames={{ input: 'num' }}
      {...rest}
      {...(ref ? { ref } : {})}
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}
