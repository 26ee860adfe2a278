import type { customersContract } from '#shared/contract/customers.ts';
import type { Handlers } from '../handlers.ts';
import { handOver } from './handOver.ts';
import { addNote, listNotes, removeNote, updateNote } from './notes.ts';
import { get, holders, list, similar, tags } from './read.ts';
import { reveal, revealRestricted } from './reveal.ts';
import { undo } from './undo.ts';
import { bin, create, restore, update } from './write.ts';

export const customers = {
  'customers.list': list,
  'customers.get': get,
  'customers.create': create,
  'customers.update': update,
  'customers.bin': bin,
  'customers.restore': restore,
  'changes.undo': undo,
  'customers.reveal': reveal,
  'customers.revealRestricted': revealRestricted,
  'customers.hide': () => ({ done: true }),
  'customers.similar': similar,
  'customers.tags': tags,
  'customers.holders': holders,
  'customers.handOver': handOver,
  'notes.list': listNotes,
  'notes.add': addNote,
  'notes.update': updateNote,
  'notes.remove': removeNote,
} satisfies Handlers<typeof customersContract>;
