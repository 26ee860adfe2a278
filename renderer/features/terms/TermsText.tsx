import { Title } from '@mantine/core';
import './terms.css';

interface TermsTextProps {
  readonly title: string;
  readonly text: string;
  /** Of the heading: 1 where the text is the page. */
  readonly order: 1 | 2 | 3;
}

/** The terms as they were written: a heading and paragraphs. */
export function TermsText({ title, text, order }: TermsTextProps) {
  return (
    <article className="terms-text">
      <Title order={order}>{title}</Title>
      {text.split(/\n\s*\n/).map((paragraph, index) => (
        // Paragraphs of one text never change places.
        <p key={index}>{paragraph}</p>
      ))}
    </article>
  );
}
