import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPulse } from '../../src/app/pulse.ts'
import type { Outage } from '../../src/model/outage.ts'
import type { Store } from '../../src/store/store.ts'
import { Journal } from '../contract/journal.ts'

/** A process whose vault a test takes away and gives back, and whose database may be away, too. */
function aProcess() {
  const away = new Set<string>()
  const said = new Journal<string>()
  const kept = new Journal<Outage>()
  const check = (what: string) => async () => {
    if (away.has(what)) throw new Error(`${what} is away`)
  }
  // The one part of the store that it is handed for.
  const store = { outages: { save: async (outage: Outage) => kept.add(outage) } } as unknown as Store
  const log = pino({ level: 'warn' }, { write: (line: string) => said.add(JSON.parse(line).msg) })
  const checks = { database: check('database'), queues: check('queues'), vault: check('vault') }
  const pulse = openPulse(checks, store, log)
  onTestFinished(() => pulse.close())
  return { pulse, away, said, kept }
}

describe('what a process cannot use', () => {
  it('is said once each way, and written down while it lasts and when it is over', async () => {
    const { pulse, away, said, kept } = aProcess()
    away.add('vault')
    await kept.until((outages) => outages.filter(({ until }) => until === null).length >= 2)
    expect(pulse.outages()).toMatchObject([{ what: 'vault', until: null, why: 'vault is away' }])
    expect(pulse.counts()).toEqual({ database: 0, queues: 0, vault: 1 })
    away.delete('vault')
    await kept.until((outages) => outages.some(({ until }) => until !== null))
    expect(pulse.outages()).toEqual([])
    expect(said.entries).toEqual([
      'vault is away; visits wait on every lane, searches go on, it goes on by itself',
      expect.stringMatching(/^vault can be used again after \d+ s$/),
    ])
  })

  it('is written down afterwards when it was the database', async () => {
    const { away, said, kept } = aProcess()
    away.add('database')
    await said.count(1)
    expect(kept.entries).toEqual([])
    away.delete('database')
    expect(await kept.count(1)).toMatchObject([{ what: 'database', until: expect.any(Date) }])
  })

  it('is counted once when another part of the process saw it as well', async () => {
    const { pulse, away, said } = aProcess()
    const since = new Date()
    away.add('database')
    await said.count(1)
    pulse.note({ what: 'database', since, until: new Date(), why: 'the server was killed, and started again' })
    away.delete('database')
    await said.count(3)
    pulse.note({ what: 'database', since, until: new Date(), why: 'told a second time' })
    expect(pulse.counts()).toMatchObject({ database: 1 })
    pulse.note({ what: 'database', since: new Date(), until: new Date(), why: 'it was away for less than a beat' })
    expect(pulse.counts()).toMatchObject({ database: 2 })
  })
})
