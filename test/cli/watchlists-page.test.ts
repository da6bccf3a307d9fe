import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { printMistake, readWatchlist } from '../../config/watchlist.ts'
import { watchlistSchema } from '../../config/watchlist-schema.ts'
import { knownMarketplaces } from '../../src/cli/load-watchlists.ts'
import { run } from '../../src/cli/run.ts'
import { captureIo } from './captured-io.ts'

const page = readFileSync(new URL('../../docs/watchlists.md', import.meta.url), 'utf8')
/** What stands in the blocks of a language; a word after it says why the block is not run as it stands. */
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}(?: [a-z]+)?\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '')

const folder = mkdtempSync(join(tmpdir(), 'morgiana-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A command as the page writes it, without npx, its file in a folder of the test's own. */
const argumentsOf = (command: string): string[] =>
  [...command.replace(/^npx morgiana /, '').matchAll(/"([^"]*)"|(\S+)/g)]
    .map((match) => match[1] ?? match[2] ?? '')
    .map((word) => (word.endsWith('.yaml') ? join(folder, word) : word))

describe('docs/watchlists.md', () => {
  it.each(blocks('yaml'))('shows a watchlist without a mistake: %j', (text) => {
    const reading = readWatchlist(text, 'page.yaml', knownMarketplaces)
    expect(reading.ok ? [] : reading.mistakes.map(printMistake)).toEqual([])
  })

  it('gives commands that work in the order of the page', async () => {
    const answers = { init: ['Halvard', '', '', 'ebay', 'halvard'] }
    for (const command of blocks('sh').flatMap((block) => block.trim().split('\n'))) {
      const [verb = '', ...args] = argumentsOf(command)
      const asks = verb === 'init' && args.length === 0
      const io = captureIo(asks ? answers.init : undefined)
      const typed = asks ? ['init', join(folder, 'watchlist.yaml')] : [verb, ...args]
      expect([command, await run(typed, io, readSettings({})), io.errLines]).toEqual([command, 0, []])
    }
  })

  it('shows the watchlist that its init writes', () => {
    const written = readFileSync(join(folder, 'halvard.yaml'), 'utf8')
    expect(written.replace(/^schedule: .*/m, 'schedule: "0 6 * * *"')).toBe(blocks('yaml')[0])
  })

  it('shows a mistake as check says it', () => {
    const text = (blocks('yaml')[0] ?? '').replace('aliexpress', 'aliexpres')
    const reading = readWatchlist(text, 'halvard.yaml', knownMarketplaces)
    expect(reading.ok ? [] : reading.mistakes.map(printMistake)).toEqual([blocks('text')[0]?.trim()])
  })

  it('explains every field there is, and shows it', () => {
    const [one] = JSON.parse(watchlistSchema(knownMarketplaces)).anyOf
    for (const field of Object.keys(one.properties)) {
      expect(page).toContain(`\n| \`${field}\` |`)
      expect(blocks('yaml')[1]).toMatch(new RegExp(`^${field}:`, 'm'))
    }
    for (const field of Object.keys(one.properties.products.items.properties)) {
      expect(blocks('yaml')[1]).toMatch(new RegExp(`^ {2}(- |  )${field}:`, 'm'))
    }
  })
})
