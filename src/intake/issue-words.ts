/** What a schema says of a field, in words for people: kinds of values as one calls them, and what is not there is missing. */
export function issueWords(message: string): string {
  const [, expected, received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? []
  if (!expected) return message
  return received === 'undefined'
    ? `missing, must be ${word(expected)}`
    : `must be ${word(expected)}, not ${word(received ?? '')}`
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object {…}',
  array: 'a list […]',
}
const word = (type: string): string => words[type] ?? type
