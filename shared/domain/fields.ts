/** Who needs it decides the class: `card` everybody of the book, `work` who works on it, `contact` who calls, `restricted` few. */
export const fieldClasses = ['card', 'work', 'contact', 'restricted'] as const;
export type FieldClass = (typeof fieldClasses)[number];

/** Every field of a customer with the class it is born in. The class in force is policy; this is its first value. */
export const customerFields = {
  kind: 'card',
  name: 'card',
  title: 'card',
  taxId: 'card',
  company: 'card',
  tags: 'work',
  phones: 'contact',
  emails: 'contact',
  addresses: 'contact',
  wechat: 'contact',
  line: 'contact',
  birthday: 'contact',
  idNumber: 'restricted',
  bankAccount: 'restricted',
} as const satisfies Record<string, FieldClass>;
export type CustomerField = keyof typeof customerFields;
export const customerFieldNames = Object.keys(customerFields) as CustomerField[];

/** The columns an export can carry, in the order they are offered. `responsible` is the name, `notes` all notes as text. */
export const exportColumns = [
  'name',
  'kind',
  'title',
  'taxId',
  'company',
  'responsible',
  'tags',
  'created',
  'lastContact',
  'phones',
  'emails',
  'addresses',
  'wechat',
  'line',
  'birthday',
  'idNumber',
  'bankAccount',
  'notes',
] as const;
export type ExportColumn = (typeof exportColumns)[number];

/** What a column of a foreign file can become. `ignore` leaves it out; `notes` becomes the first note. */
export const importTargets = [
  'name',
  'title',
  'taxId',
  'company',
  'responsible',
  'tags',
  'phone',
  'mobile',
  'fax',
  'email',
  'address',
  'wechat',
  'line',
  'birthday',
  'idNumber',
  'bankAccount',
  'notes',
  'ignore',
] as const;
export type ImportTarget = (typeof importTargets)[number];

export const phoneLabels = ['mobile', 'work', 'home', 'fax', 'other'] as const;
export type PhoneLabel = (typeof phoneLabels)[number];
export const placeLabels = ['work', 'home', 'billing', 'delivery', 'other'] as const;
export type PlaceLabel = (typeof placeLabels)[number];

/** Limits of the data model (characters, counts). */
export const limits = {
  field: 10_000,
  name: 200,
  note: 65_536,
  tags: 200,
  tagLength: 60,
  listed: 50,
  page: 500,
} as const;
