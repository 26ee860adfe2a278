/** Marks the branch that the types say cannot be reached; the value stays out of the message. */
export function assertNever(_value: never): never {
  throw new Error('a value outside its union');
}
