import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState, type KeyboardEvent, type Ref } from 'react';
import { useImeSafe } from './imeSafe.ts';

interface ImeSafeInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'onKeyDown' | 'defaultValue'> {
  readonly value: string;
  /** Called with whole texts only, never with half-typed 注音 or 拼音. */
  readonly onText: (text: string) => void;
  readonly onEnter?: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onEscape?: (event: KeyboardEvent<HTMLElement>) => void;
  /** Keys other than Enter and Escape, outside composition. */
  readonly onKey?: (event: KeyboardEvent<HTMLElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A text field that is safe under an input method. */
export function ImeSafeInput({ value, onText, onEnter, onEscape, onKey, ref, ...rest }: ImeSafeInputProps) {
  const [typed, setTyped] = useState(value);
  const keys = useImeSafe({ ...(onEnter ? { onEnter } : {}), ...(onEscape ? { onEscape } : {}) });
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      {...rest}
      {...(ref ? { ref } : {})}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        if (!keys.composing()) onText(text);
      }}
      onCompositionStart={keys.onCompositionStart}
      onCompositionEnd={(event) => {
        keys.onCompositionEnd();
        onText(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        keys.onKeyDown(event);
        if (!keys.composing() && event.key !== 'Enter' && event.key !== 'Escape') onKey?.(event);
      }}
    />
  );
}
