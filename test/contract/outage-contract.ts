import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openQueues } from '../../queues/driver.ts'
import type { Queues } from '../../queues/queues.ts'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { freePort } from '../../src/store/free-port.ts'
import { layCable } from './cable.ts'
import { aHandler, aJob, eventually, type Ground, idOf, lockMs, log } from './ground.ts'
import { gate, Journal } from './journal.ts'

const isBack = 'queues: connection is back'
const startLimitMs = 8_000
const noticedMs = 45_000

export function outageContract({ kind, url, queues, queue, work }: Ground): void {
  const opening = (address: string): Promise<Queues> => openQueues({ engine: { kind, url: address }, lockMs, log })
  const changed = (change: (address: URL) => void): string => {
    const address = new URL(url())
    change(address)
    return address.href
  }
  const refusalOf = async (address: string): Promise<Error> => {
    const refused = await opening(address).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DependencyDown)
    return refused as Error
  }

  describe('an address that is wrong', { timeout: startLimitMs }, () => {
    it('where nobody listens is one line that says where, without the password', async () => {
      const port = String(await freePort())
      const { message } = await refusalOf(changed((address) => Object.assign(address, { port })))
      expect(message).toContain(`127.0.0.1:${port}`)
      expect(message).toMatch(/cannot be reached/)
      expect(message).not.toContain(new URL(url()).password)
      expect(message).not.toContain('\n')
    })

    it('where somebody listens and never answers is told, too', async () => {
      const open = new Set<Socket>()
      const silent = createServer((socket) => open.add(socket)).listen(0, '127.0.0.1')
      await once(silent, 'listening')
      onTestFinished(() => {
        silent.close()
        for (const socket of open) socket.destroy()
      })
      const address = silent.address()
      const port = address !== null && typeof address !== 'string' ? String(address.port) : ''
      await refusalOf(changed((to) => Object.assign(to, { port })))
    })

    it('with a wrong password, or no address at all, is told without repeating it', async () => {
      const { message } = await refusalOf(changed((address) => Object.assign(address, { password: 'not-the-word' })))
      expect(message).not.toContain('not-the-word')
      await refusalOf('nonsense')
    })
  })

  // A connection on which nothing comes is only known by an overdue answer, so that the frozen case lasts.
  describe('an engine that goes away while we work', { timeout: 150_000 }, () => {
    it.each(['refused', 'hung up', 'frozen'] as const)(
      '(%s) ends nothing: calls say so, the worker goes on afterwards, and it is logged once each way',
      async (how) => {
        const said = new Journal<string>()
        const watching = pino({ level: 'info' }, { write: (line: string) => said.add(JSON.parse(line).msg) })
        const cable = await layCable(url())
        // A lock that outlives the test: the job's end must be written by the worker that ran it, and by no other.
        const settings = { lockMs: 600_000, log: watching, prefix: 'contract' }
        const cut = await openQueues({ engine: { kind, url: cable.url }, ...settings })
        onTestFinished(async () => {
          await cut.close()
          await cable.cut('refused')
        })
        const seen = new Journal<string>()
        const hold = gate()
        const handler = aHandler(async ({ batch }, { attempt }) => {
          seen.add(`${batch} ${attempt}`)
          if (batch === 'through') await hold.opened
        })
        await work(handler, { concurrency: 2 }, cut)
        await queues().add([aJob(queue(), 'through', { attempts: 1 })])
        await seen.count(1)

        await cable.cut(how)
        await expect(cut.ping()).rejects.toBeInstanceOf(DependencyDown)
        await expect(cut.add([aJob(queue(), 'lost')])).rejects.toThrow(/cannot be reached/)
        const before = cable.hungUp()
        hold.open()
        // The job ends while the engine is away, and the worker is seen trying to write that down.
        if (how === 'hung up') await eventually(() => cable.hungUp()).toBeGreaterThan(before)
        await said.until((lines) => lines.some((line) => line.includes('trying again')), noticedMs)
        await cable.mend()
        await said.until((lines) => lines.some((line) => line === isBack), noticedMs)
        await queues().add([aJob(queue(), 'after')])
        await seen.until((entries) => entries.includes('after 1'), noticedMs)
        await expect
          .poll(() => queues().state(queue(), idOf('through')), { timeout: noticedMs })
          .toEqual({ state: 'missing' })
        expect(seen.entries.filter((entry) => entry.startsWith('through'))).toEqual(['through 1'])
        expect(said.entries).toEqual([expect.stringMatching(/trying again until it is back$/), isBack])
        await cut.ping()
      },
    )

    it('holds few connections: for calls, and a few for each worker', async () => {
      const cable = await layCable(url())
      const few = await openQueues({ engine: { kind, url: cable.url }, lockMs, log, prefix: 'contract' })
      onTestFinished(async () => {
        await few.close()
        await cable.cut('refused')
      })
      const seen = new Journal<string>()
      const names = ['a', 'b', 'c'].map((name) => `${queue()}-${name}`)
      for (const name of names) {
        await few.work(name, [aHandler(async ({ batch }) => seen.add(batch))], { concurrency: 4 })
        await few.add(Array.from({ length: 20 }, (_, index) => aJob(name, `${index}`)))
      }
      await seen.count(60)
      expect(cable.connections()).toBeLessThanOrEqual(kind === 'postgres' ? 4 + 3 * names.length : 2 + names.length)
    })
  })
}
