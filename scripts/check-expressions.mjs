// Judges every regular expression of src, config and queues: over foreign text each must be linear in its length. Run by
// `npm run check`; `node scripts/check-expressions.mjs --write` notes what was judged, so that it is not judged again.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { check } from 'recheck'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
/** One line an expression: "linear", or "excepted" or "made" with a reason; then the expression as it is written. */
const ledgerFile = join(root, 'scripts/expressions.tsv')
const folders = ['src', 'config', 'queues']
/** A judge that needs longer than this for one expression has no verdict, which is none to rely on. */
const judgeMs = 10_000

/** Whether an expression is made at run time: of parts, by whatever way `RegExp` is reached, or of a text by a method of texts. */
function isMade({ type, callee, arguments: given }) {
  if (!/^(?:New|Call)Expression$/.test(type)) return false
  if (callee.name === 'RegExp' || callee.property?.name === 'RegExp') return true
  const isText = /^(?:TemplateLiteral|BinaryExpression)$/.test(given[0]?.type) || typeof given[0]?.value === 'string'
  return /^(?:match|matchAll|search)$/.test(callee.property?.name) && isText && given.length === 1
}

/** @returns {{ place: string, written: string, pattern?: string, flags?: string }[]} */
function expressionsIn(path) {
  const text = readFileSync(join(root, path), 'utf8')
  const found = []
  const visit = (node) => {
    if (Array.isArray(node)) for (const each of node) visit(each)
    else if (typeof node === 'object' && node !== null) {
      const place = () => `${path}:${text.slice(0, node.start).split('\n').length}`
      if (node.type === 'Literal' && node.regex) {
        const { pattern, flags } = node.regex
        found.push({ place: place(), written: `/${pattern}/${flags}`, pattern, flags })
      } else if (isMade(node)) {
        found.push({ place: place(), written: `${path} ${text.slice(node.start, node.end).replace(/\s+/g, ' ')}` })
      }
      for (const [name, value] of Object.entries(node)) if (name !== 'regex') visit(value)
    }
  }
  visit(parseSync(path, text).program)
  return found
}

const filesIn = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesIn(path) : /\.tsx?$/.test(entry.name) ? [path] : []
  })

function ledgerLines() {
  const lines = readFileSync(ledgerFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const [verdict, reason, ...written] = line.split('\t')
      return [written.join('\t'), { verdict, reason }]
    }),
  )
}

const ledger = ledgerLines()
const expressions = folders.flatMap(filesIn).flatMap(expressionsIn)
const wrong = []
const judged = new Map()
for (const { place, written, pattern, flags } of expressions) {
  const known = ledger.get(written)
  if (known && (known.verdict !== 'linear') !== (known.reason !== ''))
    wrong.push(`${place}: its line in the ledger needs a reason`)
  if (known && /not (?:yet )?(?:mended|judged)/.test(known.reason))
    wrong.push(`${place}: "${known.reason}" is no reason: mend it, or say why it is linear`)
  if (known || judged.has(written)) continue
  if (pattern === undefined) {
    wrong.push(
      `${place}: an expression made at run time cannot be judged: write it out, or name it in scripts/expressions.tsv as "made" with a reason`,
    )
    continue
  }
  const { status, complexity, attack } = await check(pattern, flags, { timeout: judgeMs, randomSeed: 1 })
  if (status === 'safe') judged.set(written, { verdict: 'linear', reason: '' })
  else if (status === 'vulnerable')
    wrong.push(`${place}: ${complexity.summary}, by ${attack.pattern.slice(0, 120)}: ${written.slice(0, 120)}`)
  else wrong.push(`${place}: no verdict within ${judgeMs / 1000} s, write it simpler: ${written.slice(0, 120)}`)
}
const used = new Set(expressions.map((each) => each.written))
for (const [written, { verdict }] of ledger)
  if (verdict !== 'linear' && !used.has(written))
    wrong.push(`scripts/expressions.tsv: nothing is written like this any more: ${written.slice(0, 120)}`)

if (process.argv.includes('--write')) {
  const head = readFileSync(ledgerFile, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'))
  const kept = [...ledger, ...judged].filter(([written]) => used.has(written))
  const lines = kept.map(([written, { verdict, reason }]) => `${verdict}\t${reason}\t${written}`).sort()
  writeFileSync(ledgerFile, `${[...head, ...lines].join('\n')}\n`)
}
for (const each of wrong) console.error(each)
if (wrong.length > 0) {
  console.error(
    `${wrong.length} of ${expressions.length} regular expressions may take more than linear time, or are not judged`,
  )
  process.exitCode = 1
}
