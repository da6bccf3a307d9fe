import { z } from 'zod'
import type { Evaluation } from '../src/model/evaluation.ts'
import type { Mistake } from './mistake.ts'

const count = z.number().int().nonnegative()
const shape = z.strictObject({
  matcher: z.string().min(1),
  date: z.iso.date(),
  source: z.string(),
  suspects: z.number().int().positive(),
  others: z.number().int().positive(),
  steps: z.array(z.strictObject({ line: z.number().gt(0).lt(1), found: count, wrong: count })).min(2),
})

/** What the matcher was measured to be worth (config/matcher/evaluated.json): its lines rise, and nothing is found again above. */
export function readEvaluation(text: string, file: string, mistakes: Mistake[]): Evaluation | null {
  const say = (path: string, message: string) => mistakes.push({ file, line: 1, column: 1, path, message })
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    say('', `not JSON: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  const parsed = shape.safeParse(raw)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) say(issue.path.join('.'), issue.message)
    return null
  }
  const { suspects, others, steps } = parsed.data
  steps.forEach(({ line, found, wrong }, at) => {
    const before = steps[at - 1]
    if (found > suspects || wrong > others) say('steps', `line ${line}: more than there are`)
    if (before && line <= before.line) say('steps', `line ${line}: must be above the one before`)
    if (before && (found > before.found || wrong > before.wrong)) say('steps', `line ${line}: more than before it`)
  })
  return parsed.data
}
