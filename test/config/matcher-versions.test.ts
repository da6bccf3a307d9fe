import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readMatcherFiles } from '../../config/matcher-files.ts'
import { readTable } from '../../config/table.ts'

const read = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../config/matcher/${name}`, import.meta.url)), 'utf8')

/** The files that a version stands for, joined in this order. */
const parts = {
  weights: ['weights.json'],
  lexicon: ['lexicon.tsv', 'context.tsv', 'goods.tsv', 'brands.tsv', 'pairs.tsv', 'common-words.txt', 'conditions.tsv'],
}

type Row = { part: string; version: string; sha256: string }

const recorded = (text: string): Row[] =>
  readTable(text, 'versions.tsv').rows.map(({ cells: [part = '', version = '', sha256 = ''] }) => ({
    ...{ part, version, sha256 },
  }))

const sha256Of = (texts: readonly string[]): string => createHash('sha256').update(texts.join('')).digest('hex')

/** What is wrong with the row of a part, said so that it can be mended; `null` when it is right. */
function said(rows: readonly Row[], part: string, version: string, sha256: string): string | null {
  const row = rows.find((one) => one.part === part && one.version === version)
  if (!row) return `config/matcher/versions.tsv needs the row: ${part}\t${version}\t${sha256}`
  if (row.sha256 === sha256) return null
  return `${part} changed and is still called ${version}: name a new version, and add its row with ${sha256}`
}

const shipped = readMatcherFiles(null)
if (!shipped.ok) throw new Error(JSON.stringify(shipped.mistakes.slice(0, 5)))
const versions = { weights: shipped.weights.version, lexicon: shipped.lexicon.version }
const rows = recorded(read('versions.tsv'))

describe('a version of the matcher’s files', () => {
  it.each(['weights', 'lexicon'] as const)('stands for one content: %s', (part) => {
    expect(said(rows, part, versions[part], sha256Of(parts[part].map(read)))).toBeNull()
  })

  it('is recorded once', () => {
    const names = rows.map(({ part, version }) => `${part} ${version}`)
    expect(names).toEqual([...new Set(names)])
    expect(rows.filter(({ part, sha256 }) => !(part in parts) || !/^[0-9a-f]{64}$/.test(sha256))).toEqual([])
  })

  it('that changed without a new name is said, with what to write', () => {
    const changed = sha256Of([...parts.lexicon.map(read), 'one more term'])
    expect(said(rows, 'lexicon', versions.lexicon, changed)).toContain(`still called ${versions.lexicon}`)
    expect(said(rows, 'lexicon', 'new', changed)).toBe(
      `config/matcher/versions.tsv needs the row: lexicon\tnew\t${changed}`,
    )
  })
})
