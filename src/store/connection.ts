import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { isConnectionLoss } from '../model/connection-loss.ts'
import { DependencyDown } from '../model/dependency-down.ts'
import { SteadyClient } from '../postgres/steady-client.ts'
import type { Tables } from './tables.ts'
import { codeOf } from './transaction.ts'

const connectLimitMs = 10_000
const statementLimitMs = 30_000
/** Our own clock on a statement, for a network that swallows answers: so much later than the server's. */
const answerLateMs = 5_000
/** How long a look whether it is there may take. */
const pingLimitMs = 3_000
/** Ours do nothing else between two statements; one whose process is cut off holds its locks no longer than this. */
const idleInTransactionLimitMs = 20_000

/** `statementLimitMs` replaces the usual limit of 30 s (a migration may take longer). */
export type ConnectionOptions = { url: string; poolSize: number; statementLimitMs?: number }
export type Connection = {
  db: Kysely<Tables>
  ping: () => Promise<void>
  /** What the server's clock says. */
  clock: () => Promise<Date>
  describe: (error: unknown) => unknown
}

/**
 * A pool that has made its first connection, with limits on every wait. Tables are found in schema public whatever the
 * role's search_path is. @throws DependencyDown when the database cannot be reached, is not there or refuses us
 */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const name = nameOf(options.url)
  const describe = (error: unknown) => asDependencyDown(error, name)
  const pool = new pg.Pool(poolConfig(options))
  // Without a listener a connection that dies while it is idle would end the process; who uses one has its own error.
  pool.on('error', () => undefined)
  const dialect = new PostgresDialect({
    pool,
    onCreateConnection: async (connection) => {
      await connection.executeQuery(sql`set search_path to public`.compile(db))
    },
  })
  const db: Kysely<Tables> = new Kysely<Tables>({ dialect })
  try {
    await sql`select 1`.execute(db)
  } catch (error) {
    await db.destroy()
    throw describe(error)
  }
  // pg knows a limit for one query, its types do not. A connection that does not answer is closed with it.
  const question: pg.QueryConfig = Object.assign({ text: 'select 1' }, { query_timeout: pingLimitMs })
  const ping = async (): Promise<void> => {
    await pool.query(question)
  }
  const clock = async (): Promise<Date> => {
    const { rows } = await pool.query<{ now: Date }>({ text: 'select clock_timestamp() as now' })
    return rows[0]?.now ?? new Date(Number.NaN)
  }
  return { db, ping, clock, describe }
}

function poolConfig({ url, poolSize, statementLimitMs: limit }: ConnectionOptions): pg.PoolConfig {
  return {
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectLimitMs,
    statement_timeout: limit ?? statementLimitMs,
    query_timeout: (limit ?? statementLimitMs) + answerLateMs,
    idle_in_transaction_session_timeout: idleInTransactionLimitMs,
    idleTimeoutMillis: 30_000,
    Client: SteadyClient,
    application_name: 'morgiana',
    types: valueTypes(),
  }
}

/** bigint as number (ours count listings, far below 2^53), date as the text it is; the rest as pg reads it. */
function valueTypes(): pg.CustomTypesConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(pg.types.builtins.INT8, Number)
  types.setTypeParser(pg.types.builtins.DATE, (text: string) => text)
  return types
}

/** host:port/database of a connection string, for people; never the password. @throws DependencyDown when it is none */
function nameOf(url: string): string {
  const wrong = 'the database URL is not one of PostgreSQL: postgres://user:password@host:port/database'
  if (!/^postgres(ql)?:\/\//i.test(url)) throw new DependencyDown(wrong)
  try {
    const { host, port, database } = new pg.Client({ connectionString: url })
    return `${host}:${port}/${database ?? ''}`
  } catch {
    // The parser's own error quotes the whole string, password included: it is not kept as a cause either.
    throw new DependencyDown(wrong)
  }
}

/** The error as it is told to people when the database is to blame; any other error as it came. */
function asDependencyDown(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || error instanceof DependencyDown) return error
  if (!isConnectionLoss(error)) return error
  const why = (error.message || codeOf(error)).replace(/\s+/g, ' ').trim()
  return new DependencyDown(`PostgreSQL at ${name} cannot be used: ${why}`, { cause: error })
}
