import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contracts, isJobName, refusal } from '../../queues/contracts/registry.ts'

const page = readFileSync(new URL('../../docs/queues.md', import.meta.url), 'utf8')
const seconds = (ms: number): string => `${ms / 1_000} s`

describe('the contracts', () => {
  it.each(Object.entries(contracts))('%s stands under its own name, within BullMQ’s limits', (name, contract) => {
    expect(contract.name).toBe(name)
    expect(contract.attempts).toBeGreaterThanOrEqual(1)
    expect(contract.backoff.jitter).toBeGreaterThanOrEqual(0)
    expect(contract.backoff.jitter).toBeLessThanOrEqual(1)
    expect(contract.timeLimitMs).toBeGreaterThan(0)
  })

  it.each(Object.values(contracts))('$name is in docs/queues.md as it is in the code', (contract) => {
    const { name, attempts, backoff, timeLimitMs, whenSpent } = contract
    const retry = attempts === 1 ? 'none' : `from ${seconds(backoff.delayMs)}, doubling`
    expect(page).toContain(`| ${attempts} | ${retry} | ${seconds(timeLimitMs)} | ${whenSpent} |`)
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| `, 'm'))
  })

  it('are all the jobs the page knows', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
    expect(rows.sort()).toEqual(Object.keys(contracts).sort())
  })

  it('do not know notice yet, and say what they know', () => {
    expect(isJobName('notice')).toBe(false)
    expect(isJobName('constructor')).toBe(false)
    expect(refusal('notice')).toBe(
      'notice is not yet built, so no such job is queued; the jobs are search, visit, capture, match, plan, sweep',
    )
  })
})
