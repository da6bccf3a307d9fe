import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEmbedded } from '../../src/store/database.ts'
import { findRunning, startServer, stopServer } from '../../src/store/embedded.ts'
import { Journal } from '../contract/journal.ts'
import { dataFolder } from '../pipeline/program.ts'
import { query } from './database.ts'

let folder: Awaited<ReturnType<typeof dataFolder>>
beforeEach(async () => {
  folder = await dataFolder()
})
afterEach(async () => {
  const left = await findRunning(join(folder.path, 'postgres'))
  if (left) await stopServer(left)
  await folder.remove()
})

describe('the embedded database of a data folder', () => {
  it('is made on first use, and kept', async () => {
    const first = await openEmbedded(folder.path, 'owner')
    await query(first.url, 'create table kept (n integer)')
    await first.close()
    const second = await openEmbedded(folder.path, 'owner')
    expect(await query(second.url, 'select n from kept')).toEqual([])
    await second.close()
  })

  it('keeps its password in a file that only its owner can read', async () => {
    const database = await openEmbedded(folder.path, 'owner')
    const file = join(folder.path, 'postgres', 'cluster', 'password')
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect(database.url).toContain((await readFile(file, 'utf8')).trim())
    await database.close()
  })

  it('listens on loopback only', async () => {
    const database = await openEmbedded(folder.path, 'owner')
    expect(await query(database.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    await database.close()
  })

  it.skipIf(process.platform !== 'linux')('has a port that no outgoing connection is given', async () => {
    const database = await openEmbedded(folder.path, 'owner')
    const [given = ''] = (await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')).split('\t')
    expect(Number(new URL(database.url).port)).toBeLessThan(Number(given))
    await database.close()
  })

  it('has one owner: a second one is told', async () => {
    const owner = await openEmbedded(folder.path, 'owner')
    await expect(openEmbedded(folder.path, 'owner')).rejects.toThrow(/already running on the data folder/)
    await owner.close()
  })

  it('is made once by two that start together', async () => {
    const both = await Promise.all([openEmbedded(folder.path, 'guest'), openEmbedded(folder.path, 'guest')])
    expect(both[0].url).toBe(both[1].url)
    await Promise.all(both.map((each) => each.close()))
  })

  it('runs until the last who uses it has left', async () => {
    const owner = await openEmbedded(folder.path, 'owner')
    const guest = await openEmbedded(folder.path, 'guest')
    await owner.close()
    expect(await query(guest.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await guest.close()
    expect(await findRunning(join(folder.path, 'postgres'))).toBeNull()
  })

  it('is taken over when the process that started it was killed', async () => {
    const first = await openEmbedded(folder.path, 'owner')
    await query(first.url, 'create table kept (n integer)')
    await first.close()
    // What a killed process leaves: a running server, and nobody who holds its locks.
    const orphan = await startServer(join(folder.path, 'postgres'))
    const next = await openEmbedded(folder.path, 'owner')
    expect(next.adopted).toBe(true)
    expect(next.url).toBe(orphan.url)
    await next.close()
    expect(await findRunning(join(folder.path, 'postgres'))).toBeNull()
  })

  it('is started again on its port when its server is killed, is told of once, and keeps its one owner', async () => {
    const told = new Journal<string>()
    const owner = await openEmbedded(folder.path, 'owner', ({ why }) => told.add(why))
    await query(owner.url, 'create table kept (n integer)')
    const [before] = [await findRunning(join(folder.path, 'postgres'))]
    process.kill(before!.pid, 'SIGKILL')
    expect(await told.count(1)).toEqual([expect.stringMatching(/ended by itself .* started again/)])
    expect(await query(owner.url, 'select n from kept')).toEqual([])
    await expect(openEmbedded(folder.path, 'owner')).rejects.toThrow(/already running on the data folder/)
    await owner.close()
    expect(await findRunning(join(folder.path, 'postgres'))).toBeNull()
    expect(told.entries).toHaveLength(1)
  })

  it('recovers when the server itself was killed', async () => {
    const first = await openEmbedded(folder.path, 'owner')
    await query(first.url, 'create table kept (n integer)')
    await query(first.url, 'insert into kept values (1)')
    const running = await findRunning(join(folder.path, 'postgres'))
    process.kill(running!.pid, 'SIGKILL')
    await first.close()
    const next = await openEmbedded(folder.path, 'owner')
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 1 }])
    await next.close()
  })
})
