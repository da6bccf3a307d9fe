import type { Element } from './html-tag.ts'

/** Whether an element is meant. */
export type Selector = (element: Element) => boolean

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
  return (element) => alternatives.some((each) => each(element))
}

/** The first class that a selector of one element names, `null` for none. */
export function classOf(text: string): string | null {
  return firstClass(text)?.[2] ?? null
}

/** The id that a selector of one element names, `null` for none. */
export function idOf(text: string): string | null {
  for (const match of text.matchAll(new RegExp(part.source, 'g'))) if (match[3]) return match[3]
  return null
}

/** What a selector of one element asks for beside the first class that it names. */
export function compileBesideClass(text: string): Selector {
  const found = firstClass(text)
  const rest = found ? text.slice(0, found.index) + text.slice(found.index + found[0].length) : text
  return rest === '' ? () => true : compileSelector(rest)
}

function firstClass(text: string): RegExpExecArray | undefined {
  for (const match of text.matchAll(new RegExp(part.source, 'g'))) if (match[2]) return match
  return undefined
}

function compileOne(text: string): Selector {
  let wantedName = ''
  const tests: Selector[] = []
  part.lastIndex = 0
  while (part.lastIndex < text.length) {
    const match = part.exec(text)
    if (!match) throw new SyntaxError(`selector "${text}"`)
    const [, name, className, id, attribute, operator, value = ''] = match
    if (name) wantedName = name
    else if (className) tests.push((element) => hasWord(element.className, className))
    else if (id) tests.push((element) => element.get('id') === id)
    else if (attribute) tests.push(attributeTest(attribute, operator, value))
  }
  if (wantedName === '' && tests.length === 0) throw new SyntaxError(`selector "${text}"`)
  const [only] = tests
  if (only && tests.length === 1)
    return (element) => (wantedName === '' || element.name === wantedName) && only(element)
  return (element) => (wantedName === '' || element.name === wantedName) && tests.every((test) => test(element))
}

function attributeTest(attribute: string, operator: string | undefined, value: string): Selector {
  return (element) => {
    const found = element.get(attribute)
    if (found === undefined) return false
    if (operator === undefined) return true
    if (operator === '*=') return found.includes(value)
    if (operator === '^=') return found.startsWith(value)
    return operator === '$=' ? found.endsWith(value) : found === value
  }
}

/** Whether a class attribute names a class; no splitting, no regular expression. */
export function hasWord(text: string | undefined, word: string): boolean {
  if (text === undefined) return false
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length
    if ((at === 0 || text.charCodeAt(at - 1) <= 32) && (end === text.length || text.charCodeAt(end) <= 32)) return true
  }
  return false
}
