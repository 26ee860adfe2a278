import { describe, expect, it } from 'vitest';
import { emptyForm } from '../../../renderer/features/customers/customerForm.ts';
import { readFormDraft, readNoteDraft, writeNoteDraft } from '../../../renderer/features/customers/keptDrafts.ts';

describe('a kept note', () => {
  it('comes back with its kind, whatever lines it has', () => {
    const text = 'call\nsecond line\n';
    expect(readNoteDraft(writeNoteDraft('visit', text))).toEqual({ kind: 'visit', text });
  });

  it('is dropped when nothing is written, and read as a note where its kind is unknown', () => {
    expect(writeNoteDraft('call', ' \n')).toBe('');
    expect(readNoteDraft('telegram\ntext')).toEqual({ kind: 'note', text: 'telegram\ntext' });
  });
});

describe('a kept form', () => {
  it('comes back as it was', () => {
    const form = { ...emptyForm('person', { id: 'x', name: 'Firm' }), name: '王芳', opened: ['tags' as const] };
    expect(readFormDraft(JSON.stringify(form))).toEqual(form);
  });

  it('is left alone where this program does not understand it', () => {
    for (const stored of [null, '', 'half {', '{"kind":"firm","name":"x"}', '{"kind":"firm"}', '[]'])
      expect(readFormDraft(stored)).toBeNull();
  });
});
