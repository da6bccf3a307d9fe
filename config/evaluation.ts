import { z } from 'zod'
import type { Evaluation } from '../src/model/evaluation.ts'
import type { Mistake } from './mistake.ts'
import { parsedJson } from './parsed-json.ts'

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
  const evaluation = parsedJson(text, shape, say)
  if (!evaluation) return null
  const { suspects, others, steps } = evaluation
  steps.forEach(({ line, found, wrong }, at) => {
    const before = steps[at - 1]
    if (found > suspects || wrong > others) say('steps', `line ${line}: more than there are`)
    if (before && line <= before.line) say('steps', `line ${line}: must be above the one before`)
    if (before && (found > before.found || wrong > before.wrong)) say('steps', `line ${line}: more than before it`)
  })
  return evaluation
}
