import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What it means and the first step. */
  readonly children?: ReactNode;
  /** Buttons that take the first step. */
  readonly actions?: ReactNode;
}

/** What stands where nothing is yet: it teaches the first step and offers it. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {icon !== undefined && (
        <div className="empty-state-icon" aria-hidden>
          {icon}
        </div>
      )}
      <Title order={2}>{title}</Title>
      {children !== undefined && (
        <Text c="dimmed" maw={440}>
          {children}
        </Text>
      )}
      {actions !== undefined && <div className="empty-state-actions">{actions}</div>}
    </div>
  );
}
