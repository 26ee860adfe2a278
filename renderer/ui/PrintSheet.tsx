import type { ReactNode } from 'react';
import './printSheet.css';

interface PrintSheetProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A slip of paper: on screen as it will be printed, and on paper nothing of the screens around it. */
export function PrintSheet({ label, children }: PrintSheetProps) {
  return (
    <section className="print-sheet" aria-label={label}>
      {children}
    </section>
  );
}

/** Asks the system to print the sheet that is shown. */
export function printSheet(): void {
  window.print();
}
