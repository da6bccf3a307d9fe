import type { Verdict } from '../../../model/hit.ts'
import type { ApiDecided, ApiDecision, ApiUndone } from '../../api.ts'
import { ask, newId } from '../api.ts'

/** One verdict for several hits: each is decided by itself, under an id that stays when it is sent again. */
export type Bulk = { verdict: Verdict; decisions: readonly ApiDecision[]; answers: readonly ApiDecided[] }

const atOnce = 50

export const bulkOf = (verdict: Verdict, hits: readonly string[]): Bulk => ({
  verdict,
  decisions: hits.map((hit) => ({ id: newId(), hit, verdict })),
  answers: [],
})

/** Sends what has no answer yet, a request after the other. `tell` is told of each answer; what fails is thrown, the rest can be sent again. */
export async function sendBulk(bulk: Bulk, tell: (bulk: Bulk) => void): Promise<void> {
  let answers = bulk.answers
  while (answers.length < bulk.decisions.length) {
    const next = bulk.decisions.slice(answers.length, answers.length + atOnce)
    const { decisions } = await ask<{ decisions: ApiDecided[] }>('POST', '/api/decisions', next)
    answers = [...answers, ...decisions]
    tell({ ...bulk, answers })
  }
}

export const isSaved = ({ kind }: ApiDecided): boolean => kind === 'saved' || kind === 'already'

/** Takes back what was saved, the last first. @returns how many are as before, and how many were decided again since */
export async function undoBulk({ answers }: Bulk): Promise<{ undone: number; kept: number }> {
  const count = { undone: 0, kept: 0 }
  for (const { id } of answers.filter(isSaved).reverse()) {
    const { kind } = await ask<ApiUndone>('POST', `/api/decisions/${id}/undo`)
    if (kind === 'undone' || kind === 'already') count.undone += 1
    else count.kept += 1
  }
  return count
}
