/** Whether an element is meant: its name in lower case, its attributes. */
export type Selector = (name: string, attributes: Readonly<Record<string, string>>) => boolean

const part = /([a-z][a-z0-9]*)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:([*^$]?=)"?([^\]"]*)"?)?\]/gy

/**
 * A selector of one element in CSS's words: `li.s-card[data-view]`, `#itemTitle`, `[href*="/itm/"]`, alternatives with commas. No
 * descendants: cards are read by events.
 *
 * @throws SyntaxError for anything else: selectors are our own text, so that is a bug
 */
export function compileSelector(text: string): Selector {
  const alternatives = text.split(',').map((each) => compileOne(each.trim()))
  const [first] = alternatives
  if (first && alternatives.length === 1) return first
  return (name, attributes) => alternatives.some((each) => each(name, attributes))
}

/** Text that stands in the tag of whatever a selector finds; `whole` when it is a word of its own there. */
export type Mark = { text: string; whole: boolean }

/**
 * One mark for each alternative of a selector, so that what holds none of them need not be parsed; for `a b`, a's.
 *
 * @returns `null` when an alternative is a mere element name
 */
export function marksOf(text: string): Mark[] | null {
  const marks = text.split(',').map((alternative) => markOf(alternative.trim().split(/\s+/)[0] ?? ''))
  return marks.some((each) => each === null) ? null : marks.filter((each) => each !== null)
}

/** The first class that a selector of one element names, `null` for none. */
export function classOf(text: string): string | null {
  for (const [, , className] of text.matchAll(new RegExp(part.source, 'g'))) if (className) return className
  return null
}

function markOf(text: string): Mark | null {
  let mark: Mark | null = null
  for (const [, , className, id, attribute, operator, value] of text.matchAll(new RegExp(part.source, 'g'))) {
    const word = className ?? id ?? (operator === '=' ? value : undefined)
    if (word) return { text: word, whole: true }
    if (attribute) mark = { text: value || attribute, whole: false }
  }
  return mark
}

function compileOne(text: string): Selector {
  let wantedName = ''
  const tests: ((attributes: Readonly<Record<string, string>>) => boolean)[] = []
  part.lastIndex = 0
  while (part.lastIndex < text.length) {
    const match = part.exec(text)
    if (!match) throw new SyntaxError(`selector "${text}"`)
    const [, name, className, id, attribute, operator, value = ''] = match
    if (name) wantedName = name
    else if (className) tests.push((attributes) => hasWord(attributes['class'], className))
    else if (id) tests.push((attributes) => attributes['id'] === id)
    else if (attribute) tests.push(attributeTest(attribute, operator, value))
  }
  if (wantedName === '' && tests.length === 0) throw new SyntaxError(`selector "${text}"`)
  const [only] = tests
  if (only && tests.length === 1)
    return (name, attributes) => (wantedName === '' || name === wantedName) && only(attributes)
  return (name, attributes) => (wantedName === '' || name === wantedName) && tests.every((test) => test(attributes))
}

function attributeTest(attribute: string, operator: string | undefined, value: string) {
  return (attributes: Readonly<Record<string, string>>): boolean => {
    const found = attributes[attribute]
    if (found === undefined) return false
    if (operator === undefined) return true
    if (operator === '*=') return found.includes(value)
    if (operator === '^=') return found.startsWith(value)
    return operator === '$=' ? found.endsWith(value) : found === value
  }
}

/** Asked for each element of a page: no splitting, no regular expression. */
function hasWord(text: string | undefined, word: string): boolean {
  if (text === undefined) return false
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length
    if ((at === 0 || text.charCodeAt(at - 1) <= 32) && (end === text.length || text.charCodeAt(end) <= 32)) return true
  }
  return false
}
