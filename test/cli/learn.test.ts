import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { knownFacts } from '../../src/app/known-facts.ts'
import { weightsInForce } from '../../src/app/weights.ts'
import { readLearnCommand, runLearnCommand } from '../../src/cli/learn.ts'
import { CommandError } from '../../src/cli/verb.ts'
import { openMatcher } from '../../src/match/matcher.ts'
import type { ScoredListing } from '../../src/store/matching/matching-store.ts'
import { derivedId } from '../../src/store/storable.ts'
import type { Store } from '../../src/store/store.ts'
import { aListing, aWatch } from '../builders.ts'
import { decisionsBy, shippedWeights } from '../match/learn/simulated.ts'
import { files } from '../match/matched.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { at, freshStore, type Scorer, seen } from '../store/visits/on-the-way.ts'
import { captureIo } from './captured-io.ts'

describe('the words of morgiana learn', () => {
  it.each([
    [[], { kind: 'fit', watch: null, json: false }],
    [['--watch', 'halvard', '--json'], { kind: 'fit', watch: 'halvard', json: true }],
    [['--list'], { kind: 'list', json: false }],
    [['--show', 'v1'], { kind: 'show', version: 'v1', json: false }],
    [['--accept', 'v1', '--as', 'ann'], { kind: 'choose', version: 'v1', by: 'ann', json: false }],
    [['--back-to', 'shipped', '--as', 'ann'], { kind: 'choose', version: null, by: 'ann', json: false }],
  ])('%j are understood', (args, command) => {
    expect(readLearnCommand(args)).toEqual(command)
  })

  it.each([
    [['--accept', 'v1'], /--accept needs --as NAME/],
    [['--as', 'ann'], /goes with/],
    [['--list', '--show', 'v1'], /do not go together/],
    [['v1'], /does not know what to do with "v1"/],
  ])('%j are refused, with what is wrong', (args, why) => {
    expect(() => readLearnCommand(args)).toThrow(why)
  })
})

function settingsFor(databaseUrl: string) {
  const read = readSettings({ DATABASE_URL: databaseUrl, MORGIANA_DATA: tmpdir() })
  if (!read.ok) throw new Error('no settings')
  return read.settings
}

describe('verdicts of people who go by other things than the matcher', () => {
  let database: TestDatabase
  let store: Store
  let databaseUrl = ''
  const decisions = decisionsBy(
    { weights: { 'wording.grade': 0.5, 'allow.second-hand': -4 }, prior: -1.5 },
    { count: 240, seed: 21, watches: ['halvard'] },
  )
  const findingsOf = new Map(decisions.map(({ hit, findings }) => [hit, findings ?? []]))
  const scorer: Scorer = (_watch, listings) =>
    listings.map(({ marketplace, id }): ScoredListing => {
      const findings = findingsOf.get(id) ?? []
      return {
        ...{ marketplace, id, score: { score: 0.9, verdict: 'suspect', findings } },
        ...{ rank: 1, isHit: true, worthVisit: false },
      }
    })
  const learn = async (...args: string[]) => {
    const io = captureIo()
    if (!files.ok) throw new Error('no matcher files')
    await runLearnCommand(readLearnCommand(args), store, files, io, at(1_000))
    return io.outLines
  }
  const decideAll = async (from: number, to: number) => {
    const ann = await store.users.ensure('ann', 'admin', at(0))
    for (const [index, { hit, verdict, decidedAt }] of decisions.slice(from, to).entries()) {
      const id = `d${from + index}`
      await store.decisions.decide({
        id,
        hit: derivedId('halvard', 'bazaar', hit),
        verdict,
        user: ann.id,
        now: decidedAt,
      })
    }
  }

  beforeAll(async () => {
    database = await testDatabase()
    ;({ store, url: databaseUrl } = await freshStore(database))
    await store.watches.save(aWatch(), true, at(0))
    const listings = decisions.map(({ hit }) => aListing({ id: hit, title: `Halvard ${hit}` }))
    const { search } = await seen(store, { run: 'run-1', minute: 0, listings, score: null })
    const matcher = `${shippedWeights.version}+lexicon`
    await store.matching.scoreBatch({ of: 'search', id: search.id }, scorer, matcher, at(1))
    await decideAll(0, 150)
  })
  afterAll(async () => {
    await store.close()
    await database.stop()
  })

  it('are said to be too few, while they are, and nothing is kept', async () => {
    expect((await learn()).join('\n')).toMatch(/too few verdicts to learn from: 150 .*200 are needed/)
    expect((await store.learning.versions()).map(({ kind }) => kind)).toEqual(['shipped'])
  })

  it('become a proposal that changes nothing, the same one each time', async () => {
    await decideAll(150, 240)
    const [line] = await learn('--json')
    const document = JSON.parse(line ?? '')
    expect(document).toMatchObject({
      kind: 'proposal',
      fittedOn: { verdicts: 240, unreadable: 0, parent: shippedWeights.version },
    })
    expect(document.changes.fallBelow.count).toBeGreaterThan(0)
    expect(JSON.parse((await learn('--json'))[0] ?? '').weights).toEqual(document.weights)
    expect(await weightsInForce(store, shippedWeights, at(2))).toEqual(shippedWeights)
    expect((await store.learning.versions()).map(({ kind }) => kind).sort()).toEqual(['learned', 'shipped'])
  })

  it('are shown in words: figures, weights, hits that would change side, and what to do', async () => {
    const said = (await learn()).join('\n')
    expect(said).toMatch(/proposal .*-learned-/)
    expect(said).toMatch(/held-out brands: one watch only/)
    expect(said).toMatch(/agreement +nobody has looked a second time yet/)
    expect(said).toMatch(
      /^base rate {5}\d+\.\d % \(.*\) of listings are copies, by what was decided and 240 scored listings$/m,
    )
    expect(said).toMatch(/wording\.grade +3\.60 +→ /)
    expect(said).toMatch(/\d+ hits would fall below the line/)
    expect(said).toMatch(/Nothing has changed\. Take it into use: morgiana learn --accept \S+ --as NAME/)
  })

  it('are what plan expects of the watch by, where there is a database, and goes without where it is away', async () => {
    const watch = aWatch({ line: 0.6 })
    const { factsOf, note } = await knownFacts(settingsFor(databaseUrl), [watch, aWatch({ id: 'new' })])
    expect(note).toBeNull()
    expect(factsOf(watch)).toMatchObject({ ownLine: 0.6, expected: { above: 240, below: 0 } })
    expect(Object.values(factsOf(watch).decided).reduce((sum, count) => sum + count, 0)).toBe(240)
    expect(factsOf(aWatch({ id: 'new' }))).toMatchObject({ ownLine: null, decided: {} })
    const unknown = await knownFacts(settingsFor('postgres://nobody@127.0.0.1:1/none'), [watch])
    expect(unknown.note).toMatch(/^what was decided is not known: /)
    expect(unknown.factsOf(watch).decided).toEqual({})
  })

  it('count from the next start on once an admin has accepted, and until somebody goes back', async () => {
    const { weights } = JSON.parse((await learn('--json'))[0] ?? '')
    await store.users.ensure('bob', 'reviewer', at(0))
    await expect(learn('--accept', weights.version, '--as', 'bob')).rejects.toThrow(/bob is reviewer/)
    await expect(learn('--accept', weights.version, '--as', 'anna')).rejects.toThrow(/no user "anna".*ann/)
    await expect(learn('--accept', 'v9', '--as', 'ann')).rejects.toThrow(CommandError)
    expect(await weightsInForce(store, shippedWeights, at(3))).toEqual(shippedWeights)

    await learn('--accept', weights.version, '--as', 'ann')
    const inForce = await weightsInForce(store, shippedWeights, at(4))
    expect(inForce).toEqual(weights)
    if (!files.ok) throw new Error('no matcher files')
    expect(openMatcher({ ...files, weights: inForce }).version).toMatch(/-learned-[0-9a-f]{8}\+/)
    expect((await learn('--list')).join('\n')).toContain(`in force from the next start on: ${weights.version}`)
    expect((await learn('--show', shippedWeights.version)).join('\n')).toContain('"prior"')

    await learn('--back-to', 'shipped', '--as', 'ann')
    expect(await weightsInForce(store, shippedWeights, at(5))).toEqual(shippedWeights)
  })
})
