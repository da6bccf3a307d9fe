type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without the properties that are undefined: an absent field is absent. */
export function defined<T extends object>(values: T): Partial<Defined<T>> {
  const kept: Partial<T> = {}
  for (const name in values) if (values[name] !== undefined) kept[name] = values[name]
  // What was undefined is not there.
  return kept as Partial<Defined<T>>
}
