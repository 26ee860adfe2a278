import { z } from 'zod';

export const importEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'windows-1252'] as const;
export const importDelimiters = [',', ';', '\t', '|'] as const;

/** How a foreign file is read; what is left out is recognised. */
export const readOptions = z.strictObject({
  encoding: z.enum(importEncodings).optional(),
  delimiter: z.enum(importDelimiters).optional(),
  hasHeader: z.boolean().optional(),
});

/** What the keyless process says about a file; the vault parses it with this schema, since it trusts no parser. */
export const inspection = z.strictObject({
  encoding: z.enum(importEncodings),
  delimiter: z.enum(importDelimiters),
  hasHeader: z.boolean(),
  /** `header` is empty where the file has none; at most five different samples of at most 200 characters. */
  columns: z
    .array(z.strictObject({ header: z.string().max(200), samples: z.array(z.string().max(200)).max(5) }))
    .max(500),
});

export type ReadOptions = z.infer<typeof readOptions>;
export type Inspection = z.infer<typeof inspection>;
