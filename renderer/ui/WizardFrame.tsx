import { ActionIcon, Button, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { isComposing } from './imeSafe.ts';
import './WizardFrame.css';

interface WizardFrameProps {
  readonly title: string;
  /** What it is about, beside the title: a file's name, a figure. */
  readonly aside?: ReactNode;
  readonly stepsLabel: string;
  readonly steps: readonly string[];
  /** Index of the step that is shown. */
  readonly current: number;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly back?: { readonly label: string; readonly onBack: () => void } | undefined;
  readonly next?:
    | { readonly label: string; readonly onNext: () => void; readonly disabled?: boolean; readonly loading?: boolean }
    | undefined;
  /** A sentence beside the last button, such as what keeps it from being pressed. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** The frame around the steps of a task: where one is, the way back, the way on; Esc steps out. */
export function WizardFrame(props: WizardFrameProps) {
  const { title, aside, stepsLabel, steps, current, closeLabel, onClose, back, next, hint, children } = props;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A new step is read from its top; who hears the screen is put where the new content starts.
    body.current?.scrollTo({ top: 0 });
    body.current?.focus({ preventScroll: true });
  }, [current]);
  return (
    <section
      className="wizard"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event)) onClose();
      }}
    >
      <header className="wizard-head">
        <Title order={1} className="wizard-title">
          {title}
        </Title>
        <span className="wizard-aside">{aside}</span>
        <ol className="wizard-steps" aria-label={stepsLabel}>
          {steps.map((words, index) => (
            <li
              key={words}
              className="wizard-step"
              aria-current={index === current ? 'step' : undefined}
              data-done={index < current || undefined}
            >
              <span className="wizard-step-sign num" aria-hidden>
                {index < current ? <IconCheck size={12} stroke={3} /> : index + 1}
              </span>
              {words}
            </li>
          ))}
        </ol>
        <Tooltip label={closeLabel}>
          <ActionIcon aria-label={closeLabel} onClick={onClose}>
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
      </header>
      <div ref={body} className="wizard-body" tabIndex={0} role="region" aria-label={steps[current] ?? title}>
        {children}
      </div>
      {(back || next || hint !== undefined) && (
        <footer className="wizard-foot">
          {back && (
            <Button variant="default" onClick={back.onBack}>
              {back.label}
            </Button>
          )}
          <span className="wizard-hint" role="status">
            {hint}
          </span>
          {next && (
            <Button onClick={next.onNext} disabled={next.disabled ?? false} loading={next.loading ?? false}>
              {next.label}
            </Button>
          )}
        </footer>
      )}
    </section>
  );
}
