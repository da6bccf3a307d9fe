import { describe, expect, it, onTestFinished } from 'vitest'
import { watchOutages } from '../../queues/outage.ts'
import { keptLog } from '../crawler/connect-proxy.ts'

const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

/** An engine that answers while `isThere`. */
function watched(isThere: boolean) {
  const engine = { isThere, asked: 0 }
  const { log, lines } = keptLog()
  const ping = async () => {
    engine.asked += 1
    if (!engine.isThere) throw lost
  }
  const outage = watchOutages(log, { lost: () => 'it cannot be reached', other: ({ message }) => message }, ping)
  onTestFinished(() => outage.close())
  const said = () => lines().map(({ level, msg }) => `${level} ${msg}`)
  const eventually = () => expect.poll(said, { timeout: 10_000 })
  return { engine, outage, said, eventually }
}

describe('an engine that goes away', () => {
  it('is told once, however many connections notice, and once when it is back', async () => {
    const { engine, outage, eventually } = watched(false)
    for (let noticed = 0; noticed < 5; noticed += 1) outage.note(lost)
    await eventually().toEqual([
      '50 it cannot be reached; trying again until it is back',
      '20 queues: still no connection',
    ])
    outage.note(lost)
    engine.isThere = true
    await eventually().toEqual([
      '50 it cannot be reached; trying again until it is back',
      '20 queues: still no connection',
      '30 queues: connection is back',
    ])
    // A second outage is told as the first was.
    engine.isThere = false
    outage.note(lost)
    await eventually().toHaveLength(4)
  })

  it('is not told to people where only one connection was lost', async () => {
    const { engine, outage, eventually } = watched(true)
    outage.note(lost)
    await eventually().toEqual(['20 it cannot be reached; connected again'])
    outage.note(lost)
    await eventually().toHaveLength(2)
    expect(engine.asked).toBe(2)
  })

  it('is no matter any more once the queues are closed', async () => {
    const { engine, outage, said } = watched(false)
    outage.note(lost)
    outage.close()
    outage.note(lost)
    outage.note(new Error('something else'))
    await expect.poll(() => engine.asked).toBe(1)
    expect(said()).toEqual([])
  })
})

describe('a watch that was closed in an outage', () => {
  it('asks no more', async () => {
    const [closed, other] = [watched(false), watched(false)]
    closed.outage.note(lost)
    await closed.eventually().toHaveLength(1)
    closed.outage.close()
    // Another, begun later, asks again: so long is enough.
    other.outage.note(lost)
    await other.eventually().toHaveLength(2)
    expect(closed.engine.asked).toBe(1)
  })
})

describe('another error of BullMQ', () => {
  it('is a warning in its own words, and nobody is asked', () => {
    const { engine, outage, said } = watched(false)
    outage.note(new Error('Missing lock for job 1'))
    expect(said()).toEqual(['40 queues: BullMQ reports: Missing lock for job 1'])
    expect(engine.asked).toBe(0)
  })
})
