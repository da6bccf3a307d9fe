import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openCommand } from '../app/ground.ts'
import { checkNames, filterOptions, filterUsage, fitting, hitFilter } from './hit-flags.ts'
import { hitJson, hitLine } from './hit-lines.ts'
import { exitCode, type Verb } from './verb.ts'

const limitFlag = z.object({
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
  usage: `hits [--json] ${filterUsage} [--limit N]`,
  example: 'morgiana hits --state open --limit 10',
  async run(args, io, settings) {
    const options = { ...filterOptions, json: { type: 'boolean' }, limit: { type: 'string' } } as const
    const { json, limit: asked, ...given } = parseArgs({ args, options }).values
    const { limit } = fitting(limitFlag, { limit: asked })
    const filter = hitFilter(given)
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
