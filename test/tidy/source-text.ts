/** A tracked file: its path from the repository's root, with "/", and its text. */
export type SourceFile = { path: string; text: string }

/** An import or re-export of one of our own files. `isType`: it is gone after compiling. */
export type Import = { from: string; isType: boolean; line: number }

const opensText = new Set(["'", '"', '`'])
/** After one of these a slash begins a regular expression, after anything else it divides. */
const beforeRegex = /(^|[=(,:;[!&|?{}+*~^<>-]|\breturn|\btypeof|\bcase|\bof|\bin)\s*$/

/**
 * The code of a file alone: comments, texts and regular expressions become spaces, line breaks stay, so that what is
 * found in it is code and offsets fit the file. Code inside `${…}` stays.
 */
export function codeOf(text: string): string {
  let code = ''
  /** Depths of open braces at which a template's `${` began. */
  const templates: number[] = []
  let depth = 0
  let at = 0
  const skip = (end: number): void => {
    code += text.slice(at, end).replace(/[^\n]/g, ' ')
    at = end
  }
  const template = (): void => {
    const [end, isOpen] = templateEnd(text, at)
    skip(end)
    if (isOpen) templates.push(depth++)
  }
  while (at < text.length) {
    const letter = text[at] ?? ''
    if (text.startsWith('//', at)) skip(endOf(text, '\n', at))
    else if (text.startsWith('/*', at)) skip(endOf(text, '*/', at + 2) + 2)
    else if (letter === '`') {
      at++
      code += ' '
      template()
    } else if (opensText.has(letter)) skip(quoteEnd(text, at))
    else if (letter === '/' && beforeRegex.test(code.slice(-20))) skip(regexEnd(text, at))
    else if (letter === '}' && templates.at(-1) === depth - 1) {
      templates.pop()
      depth--
      at++
      code += ' '
      template()
    } else {
      if (letter === '{') depth++
      if (letter === '}') depth--
      code += letter
      at++
    }
  }
  return code.slice(0, text.length)
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.length : end
}

function quoteEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== text[start] && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
  return Math.min(text.length, at + 1)
}

/** From inside a template to behind its end, or to behind the next `${`. */
function templateEnd(text: string, start: number): [end: number, isOpen: boolean] {
  for (let at = start; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    if (text[at] === '`') return [at + 1, false]
    if (text.startsWith('${', at)) return [at + 2, true]
  }
  return [text.length, false]
}

function regexEnd(text: string, start: number): number {
  let isClass = false
  let at = start + 1
  for (; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '[') isClass = true
    else if (text[at] === ']') isClass = false
    else if (text[at] === '/' && !isClass) break
  }
  return Math.min(text.length, at + 1)
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** The imports of our own files, as paths from the root. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const code = codeOf(text)
  const imports: Import[] = []
  for (const match of text.matchAll(
    /\b(import|export)\b([^'"`;()]*?)\bfrom\s*'(\.[^']*)'|\bimport\s*\(?\s*'(\.[^']*)'/g,
  )) {
    const keyword = match[0].startsWith('export') ? 'export' : 'import'
    if (code.slice(match.index, match.index + keyword.length) !== keyword) continue // in a comment or a text
    const names = match[2] ?? ''
    imports.push({
      from: resolved(path, match[3] ?? match[4] ?? ''),
      isType: areTypes(names),
      line: lineAt(text, match.index),
    })
  }
  return imports
}

/** Of what stands between `import` and `from`: `type { A }`, or nothing but `{ type A, type B }`. */
function areTypes(names: string): boolean {
  if (/^\s*type\b/.test(names)) return true
  const [, listed = ''] = /^\s*\{([^}]*)\}\s*$/.exec(names) ?? []
  const all = listed.split(',').filter((each) => each.trim() !== '')
  return all.length > 0 && all.every((each) => each.trim().startsWith('type '))
}

function resolved(path: string, relative: string): string {
  const folders = path.split('/').slice(0, -1)
  for (const step of relative.split('/')) {
    if (step === '..') folders.pop()
    else if (step !== '.') folders.push(step)
  }
  return folders.join('/')
}

/** The functions of a file with where they begin and how many lines they have. `holdsTests`: a body of tests, each of
 * which is measured by itself. */
export function functionsOf({ text }: SourceFile): { line: number; lines: number; holdsTests: boolean }[] {
  const code = codeOf(text)
  const functions: { line: number; lines: number; holdsTests: boolean }[] = []
  const open: number[] = []
  for (const { index, 0: brace } of code.matchAll(/[{}]/g)) {
    if (brace === '{') open.push(index)
    else {
      const start = open.pop()
      if (start === undefined || !isBody(code, start)) continue
      const line = lineAt(code, start)
      const holdsTests = /\b(it|test|describe)(\.\w+)*[<(]/.test(code.slice(start, index))
      functions.push({ line, lines: lineAt(code, index) - line + 1, holdsTests })
    }
  }
  return functions
}

/** Whether a brace opens a block: not an object, a type, a class, a list of names. */
function isBody(code: string, brace: number): boolean {
  const before = code.slice(0, brace).trimEnd()
  if (before.endsWith('=>')) return true
  if (/[=(,:[?|&<]$/.test(before) || before === '') return false
  const header = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('\n')) + 1)
  return !/\b(class|interface|import|export\s*$|namespace)\b/.test(header)
}
