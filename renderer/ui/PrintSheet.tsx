import { useEffect, useRef, type ReactNode } from 'react';
import './printSheet.css';

interface PrintSheetProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A slip of paper: on screen as it will be printed, and on paper nothing of the screens around it. */
export function PrintSheet({ label, children }: PrintSheetProps) {
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    // A dialog scrolls, clips and is moved to its place: none of that may reach the paper.
    const paper = document.createElement('div');
    paper.className = 'print-paper';
    const lay = () => {
      if (sheet.current !== null) paper.replaceChildren(sheet.current.cloneNode(true));
      document.body.append(paper);
    };
    const clear = () => paper.remove();
    window.addEventListener('beforeprint', lay);
    window.addEventListener('afterprint', clear);
    return () => {
      clear();
      window.removeEventListener('beforeprint', lay);
      window.removeEventListener('afterprint', clear);
    };
  }, []);
  return (
    <section className="print-sheet" aria-label={label} ref={sheet}>
      {children}
    </section>
  );
}

/** Asks the system to print the sheet that is shown. */
export function printSheet(): void {
  window.print();
}
