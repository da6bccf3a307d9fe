import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openCommand } from '../app/ground.ts'
import { marketplaceIds } from '../marketplaces/registry.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { verdicts } from '../model/hit.ts'
import type { HitFilter } from '../store/hits/hit-store.ts'
import type { Store } from '../store/store.ts'
import { hitJson, hitLine } from './hit-lines.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const flags = z.strictObject({
  json: z.boolean().optional(),
  watch: z.string().optional(),
  marketplace: z.string().optional(),
  state: z.enum(['open', 'decided', 'withdrawn'], { error: 'is open, decided or withdrawn' }).optional(),
  verdict: z.enum(verdicts, { error: `is one of ${verdicts.join(', ')}` }).optional(),
  day: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, 'is a day such as 2026-11-24')
    .optional(),
  text: z.string().optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'is a whole number from 1 to 99999')
    .transform(Number)
    .default(50),
})

const pageMax = 500

export const hits: Verb = {
  name: 'hits',
  summary: 'the hits that are kept, highest rank first',
  usage:
    'hits [--json] [--state open|decided|withdrawn] [--watch ID] [--marketplace ID] [--verdict V] [--day D] [--text T] [--limit N]',
  example: 'morgiana hits --state open --limit 10',
  async run(args, io, settings) {
    const { json, limit, ...given } = readFlags(args)
    // Dropping the flags that were not given is what makes the rest a filter.
    const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as HitFilter
    const ground = await openCommand(settings)
    try {
      await checkNames(ground.store, filter)
      let after: string | null = null
      let left = limit
      let count = ''
      do {
        const page = await ground.store.hits.page(filter, after, Math.min(left, pageMax))
        for (const hit of page.hits) io.out(json ? JSON.stringify(hitJson(hit)) : hitLine(hit))
        left -= page.hits.length
        after = page.next
        count = `${page.count}${page.countIsCapped ? '+' : ''}`
      } while (after && left > 0)
      if (!json) io.out(count === '0' ? 'no hits' : `${limit - left} of ${count} hits`)
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

/**
 * A name that nobody has finds nothing, which reads as if there were no hits.
 * @throws CommandError for a watch or a marketplace that is not there; what was imported may have marketplaces of its own
 */
async function checkNames(store: Store, { watch, marketplace }: HitFilter): Promise<void> {
  if (watch !== undefined) {
    const ids = (await store.watches.all()).map((each) => each.watch.id)
    if (!ids.includes(watch)) throw new CommandError(`there is no watch "${watch}"${hint(watch, ids)}`)
  }
  if (marketplace === undefined || marketplaceIds.includes(marketplace)) return
  const ids = [...new Set([...marketplaceIds, ...Object.keys((await store.hits.facets({})).marketplace)])]
  if (!ids.includes(marketplace))
    throw new CommandError(`there is no marketplace "${marketplace}"${hint(marketplace, ids)}`)
}

const hint = (word: string, known: readonly string[]): string =>
  suggestion(word, known) || (known.length > 0 ? `; there are ${known.join(', ')}` : '; there are none yet')

function readFlags(args: string[]) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean' },
      watch: text,
      marketplace: text,
      state: text,
      verdict: text,
      day: text,
      text,
      limit: text,
    },
  })
  const read = flags.safeParse(values)
  if (read.success) return read.data
  throw new CommandError(read.error.issues.map((issue) => `--${issue.path.join('.')} ${issue.message}`).join('\n'))
}
