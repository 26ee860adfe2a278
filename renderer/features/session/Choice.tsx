import { Radio, Text } from '@mantine/core';

interface ChoiceProps {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly onPick: () => void;
}

/** One of a few answers, of which all of its frame can be pressed. */
export function Choice({ value, label, hint, onPick }: ChoiceProps) {
  return (
    <label className="choice">
      <Radio value={value} onChange={onPick} />
      <span>
        <span className="choice-label">{label}</span>
        {hint !== undefined && (
          <Text component="span" size="sm" c="dimmed" display="block">
            {hint}
          </Text>
        )}
      </span>
    </label>
  );
}
