import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import './PageHeader.css';

interface PageHeaderProps {
  readonly title: string;
  /** A quiet figure or state behind the title. */
  readonly aside?: ReactNode;
  /** Buttons at the right end. */
  readonly actions?: ReactNode;
}

/** The head of a page: its name, a figure, its actions. */
export function PageHeader({ title, aside, actions }: PageHeaderProps) {
  return (
    <header className="page-header">
      <Title order={1} className="page-header-title">
        {title}
      </Title>
      {aside !== undefined && <div className="page-header-aside num">{aside}</div>}
      <div className="page-header-actions">{actions}</div>
    </header>
  );
}
