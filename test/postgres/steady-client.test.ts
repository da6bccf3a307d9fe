import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { SteadyClient } from '../../src/postgres/steady-client.ts'
import { type Cable, layCable } from '../contract/cable.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())

const limits = { query_timeout: 500, connectionTimeoutMillis: 5_000 }

async function aCable(): Promise<Cable> {
  const cable = await layCable(database.url)
  onTestFinished(() => cable.cut('refused'))
  return cable
}

describe('a connection on which no byte passes any more', () => {
  it('is closed when an answer is overdue, so that a pool makes another', async () => {
    const cable = await aCable()
    const pool = new pg.Pool({ connectionString: cable.url, max: 1, Client: SteadyClient, ...limits })
    pool.on('error', () => undefined)
    const held = await pool.connect()
    await held.query('select 1')
    await cable.cut('frozen')
    await expect(held.query('select 2')).rejects.toThrow('Query read timeout')
    // As Kysely gives it back, which knows of no broken ones.
    held.release()
    await cable.mend()
    await expect(pool.query('select 3 as n')).resolves.toMatchObject({ rows: [{ n: 3 }] })
    await pool.end()
  })

  it('does not hold up who says goodbye', async () => {
    const cable = await aCable()
    const client = new SteadyClient({ connectionString: cable.url, ...limits })
    await client.connect()
    await cable.cut('frozen')
    await expect(client.end()).resolves.toBeUndefined()
  })
})

describe('a connection that dies while nobody uses it', () => {
  it('ends nothing, and who uses it next is told', async () => {
    const client = new SteadyClient({ connectionString: database.url, ...limits })
    await client.connect()
    const ended = new Promise<void>((resolve) => client.once('end', resolve))
    await query(database.url, `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()`)
    await ended
    await expect(client.query('select 1')).rejects.toThrow(/not queryable|terminated/)
  })
})
