import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { run } from '../../src/cli/run.ts'
import { aListing } from '../builders.ts'
import { runProgram } from '../pipeline/program.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { freshStore, hitsWith, seen } from '../store/visits/on-the-way.ts'
import { captureIo } from './captured-io.ts'

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

describe('morgiana hits of a watch or a marketplace', () => {
  let database: TestDatabase
  let url: string
  beforeAll(async () => {
    database = await testDatabase()
    const fresh = await freshStore(database)
    url = fresh.url
    const listings = [aListing({ marketplace: 'depop' })]
    await seen(fresh.store, { run: 'run-1', minute: 1, listings, score: hitsWith(['Halvard']) })
    await fresh.store.close()
  })
  afterAll(() => database.stop())

  const typed = async (...flags: string[]) => {
    const io = captureIo()
    const code = await run(['hits', ...flags], io, readSettings({ DATABASE_URL: url }))
    return [code, io.outLines.join(), io.errLines.join()]
  }

  it.each([
    [['--marketplace', 'ebya'], 'there is no marketplace "ebya", did you mean "ebay"?'],
    [['--watch', 'halvrd'], 'there is no watch "halvrd", did you mean "halvard"?'],
    [['--watch', 'somebody-else'], 'there is no watch "somebody-else"; there are halvard'],
  ])('%j that nobody has is a mistake, not "no hits"', async (flags, said) => {
    expect(await typed(...flags)).toEqual([2, '', said])
  })

  it('that has none says so', async () => {
    expect(await typed('--marketplace', 'ebay', '--watch', 'halvard')).toEqual([0, 'no hits', ''])
  })

  it('of imports alone is known by its hits', async () => {
    const [code, out] = await typed('--marketplace', 'depop')
    expect([code, out]).toEqual([0, expect.stringContaining('1 of 1 hits')])
  })
})
