import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

interface PasswordFieldProps extends Omit<PasswordInputProps, 'value' | 'onChange' | 'onKeyDown'> {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly onEnter?: () => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A password: can be shown, tells of Caps Lock, accepts pasting. */
export function PasswordField({ value, onText, onEnter, description, ref, ...rest }: PasswordFieldProps) {
  const { t } = useTranslation();
  const [caps, setCaps] = useState(false);
  const [shown, setShown] = useState(false);
  const watchCaps = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'));
  return (
    <PasswordInput
      label={t('password')}
      autoComplete="off"
      spellCheck={false}
      visible={shown}
      onVisibilityChange={setShown}
      {...rest}
      {...(ref ? { ref } : {})}
      description={
        <>
          {description}
          <span role="status" className={caps ? 'caps-lock' : 'visually-hidden'}>
            {caps ? t('capsLock') : ''}
          </span>
        </>
      }
      descriptionProps={{ component: 'div' }}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyUp={watchCaps}
      onKeyDown={(event) => {
        watchCaps(event);
        if (event.key === 'Enter' && !event.nativeEvent.isComposing && onEnter) {
          event.preventDefault();
          onEnter();
        }
      }}
      visibilityToggleButtonProps={{ 'aria-label': shown ? t('hidePassword') : t('showPassword'), tabIndex: 0 }}
    />
  );
}
