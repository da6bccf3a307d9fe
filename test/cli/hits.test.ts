import { describe, expect, it } from 'vitest'
import { runProgram } from '../pipeline/program.ts'

describe('morgiana hits with a flag that says nothing', () => {
  it.each([
    [['--limit', 'x'], '--limit is a whole number from 1 to 99999'],
    [['--limit', '0'], '--limit is a whole number from 1 to 99999'],
    [['--state', 'nope'], '--state is open, decided or withdrawn'],
    [['--verdict', 'nope'], '--verdict is one of counterfeit, allowed, not-our-product, unsure, watch'],
    [['--day', 'today'], '--day is a day such as 2026-11-24'],
  ])('%j ends with 2 and says what it is', async (flags, said) => {
    const { code, err } = await runProgram(['hits', ...flags])
    expect([code, err.trim()]).toEqual([2, said])
  })
})
