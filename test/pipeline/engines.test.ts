import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bazaar, demoMarket, openBazaar } from '../../src/bazaar/open-bazaar.ts'
import { hasRedis, type Server, startRedis } from '../contract/servers.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { dataFolder, runProgram, startProgram } from './program.ts'
import { planDemoRun, untilRunEnds, whatIsKept } from './runs.ts'

let server: TestDatabase
let bazaar: Bazaar
let folder: Awaited<ReturnType<typeof dataFolder>>

beforeAll(async () => {
  server = await testDatabase()
  folder = await dataFolder()
  bazaar = await openBazaar(demoMarket)
})
afterAll(async () => {
  await bazaar.close()
  await server.stop()
  await folder.remove()
})

const environment = (database: string, redis: Server): Record<string, string> => ({
  DATABASE_URL: database,
  REDIS_URL: redis.url,
  MORGIANA_DATA: folder.path,
  MORGIANA_PORT: '0',
  MORGIANA_ORIGINS: `bazaar=${bazaar.origin}`,
  MORGIANA_ALLOW_LOOPBACK: 'yes',
})

describe.skipIf(!hasRedis())('a database and a Redis of the operator (skipped: no redis-server)', () => {
  let redis: Server
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  it('carry a scan from the watchlist to the hits', async () => {
    const database = await server.freshDatabase()
    const { code, out } = await runProgram(
      ['scan', '--json', 'config/watchlists/demo.yaml'],
      environment(database, redis),
    )
    expect(code).toBe(0)
    expect(JSON.parse(out).counts).toMatchObject({ notCovered: 0, unscored: 0 })
    expect(JSON.parse(out).counts.hits).toBeGreaterThan(20)
  })

  it('let two work processes share one run', async () => {
    const database = await server.freshDatabase()
    const env = environment(database, redis)
    const run = await planDemoRun(database, env)
    const workers = [startProgram(['work'], env), startProgram(['work'], env)]
    await untilRunEnds(database, run, 120_000)
    for (const worker of workers) worker.child.kill('SIGTERM')
    expect((await Promise.all(workers.map((worker) => worker.ended))).map(({ code }) => code)).toEqual([0, 0])
    expect((await whatIsKept(database)).hits.length).toBeGreaterThan(20)
  })
})
