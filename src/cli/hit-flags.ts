import { z } from 'zod'
import { marketplaceIds } from '../marketplaces/registry.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { hitStates, verdicts } from '../model/hit.ts'
import type { HitFilter } from '../store/hits/hit-store.ts'
import type { Store } from '../store/store.ts'
import { CommandError } from './verb.ts'

const text = { type: 'string' } as const

/** The filter of `hits` and of what else is about a choice of them. */
export const filterOptions = {
  ...{ watch: text, marketplace: text, state: text, verdict: text, day: text, text, run: text, 'score-min': text },
} as const
export const filterUsage =
  '[--state open|decided|withdrawn] [--watch ID] [--marketplace ID] [--verdict V] [--day D] [--run ID] [--score-min S] [--text T]'

const flags = z.strictObject({
  watch: z.string().optional(),
  marketplace: z.string().optional(),
  state: z.enum(hitStates, { error: 'is open, decided or withdrawn' }).optional(),
  verdict: z.enum(verdicts, { error: `is one of ${verdicts.join(', ')}` }).optional(),
  day: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, 'is a day such as 2026-11-24')
    .optional(),
  text: z.string().optional(),
  run: z.string().optional(),
  'score-min': z
    .string()
    .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, 'is a number from 0 to 1')
    .transform(Number)
    .optional(),
})

/** @throws CommandError that names each flag that says nothing */
export function hitFilter(values: Partial<Record<keyof typeof filterOptions, string>>): HitFilter {
  const { 'score-min': scoreMin, ...rest } = fitting(flags, values)
  // Dropping the flags that were not given is what makes the rest a filter.
  return Object.fromEntries(
    Object.entries({ ...rest, scoreMin }).filter(([, value]) => value !== undefined),
  ) as HitFilter
}

/** @throws CommandError, a line a flag */
export function fitting<T>(schema: z.ZodType<T>, values: object): T {
  const read = schema.safeParse(values)
  if (read.success) return read.data
  throw new CommandError(read.error.issues.map((issue) => `--${issue.path.join('.')} ${issue.message}`).join('\n'))
}

/**
 * A name that nobody has finds nothing, which reads as if there were no hits.
 * @throws CommandError for a watch or a marketplace that is not there; what was imported may have marketplaces of its own
 */
export async function checkNames(store: Store, { watch, marketplace }: HitFilter): Promise<void> {
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
