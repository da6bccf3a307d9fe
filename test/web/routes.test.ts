import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../../src/web/route.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { type Served, serve } from './served.ts'

let database: TestDatabase
let served: Served

beforeAll(async () => {
  database = await testDatabase()
  served = await serve(database)
})
afterAll(async () => {
  await served.close()
  await database.stop()
})

/** Written by hand: who opens an address to more people says so here too. */
const expected: Record<Access, string[]> = {
  anybody: [
    'GET /',
    'GET /coverage',
    'GET /evidence',
    'GET /healthz',
    'GET /hits',
    'GET /purchases',
    'GET /readyz',
    'GET /review',
    'GET /sign-in',
    'GET /users',
    'POST /sign-in',
    'POST /sign-in/whose',
    'POST /sign-out',
  ],
  loopback: ['GET /metrics'],
  reviewer: [
    'GET /api/coverage',
    'GET /api/evidence',
    'GET /api/evidence/:id',
    'GET /api/evidence/:id/changes/:after',
    'GET /api/evidence/:id/pictures/:name',
    'GET /api/evidence/:id/replay',
    'GET /api/exports/hits',
    'GET /api/hits',
    'GET /api/hits/:id',
    'GET /api/hits/:id/alike',
    'GET /api/hits/:id/description',
    'GET /api/hits/:id/seller',
    'GET /api/purchases',
    'GET /api/purchases/:id',
    'GET /api/quality',
    'GET /api/runs',
    'GET /api/session',
    'GET /api/status',
    'GET /api/views',
    'GET /pictures/:sha256',
    'POST /api/captures',
    'POST /api/decisions',
    'POST /api/decisions/:id/undo',
    'POST /api/evidence/:id/again',
    'POST /api/evidence/:id/verify',
    'POST /api/hits/:id/lease',
    'POST /api/leases',
    'POST /api/leases/release',
    'POST /api/views',
    'POST /api/views/:id/remove',
  ],
  legal: [
    'GET /api/bundles/:bundle',
    'GET /api/purchases/:id/files/:event/:name',
    'GET /api/purchases/:id/label',
    'POST /api/bundles',
    'POST /api/purchases/:id/accept',
    'POST /api/purchases/:id/steps/:step',
    'POST /api/purchases/:id/withdraw',
  ],
  admin: [
    'GET /api/users',
    'POST /api/lanes/:marketplace/resume',
    'POST /api/users',
    'POST /api/users/:id/end-sessions',
    'POST /api/users/:id/remove',
    'POST /api/users/:id/role',
  ],
}
const everyRoute = Object.entries(expected).flatMap(([role, lines]) => lines.map((line) => [line, role] as const))

const people = ['nobody', 'reviewer', 'legal', 'admin'] as const
type Who = (typeof people)[number]

/** As somebody far away asks it, with what the page sends along. */
async function statusOf(line: string, who: Who): Promise<number> {
  const [method = '', path = ''] = line.split(' ')
  const cookie =
    who === 'nobody' ? '' : await served.cookie(`${who} of ${line}`.replace(/[/:]/g, '.').slice(0, 60), who)
  const response = await fetch(`${served.url}${path.replace(/:\w+/g, 'x')}`, {
    method,
    headers: { 'Sec-Fetch-Site': 'same-origin', 'X-Forwarded-For': '203.0.113.9', cookie },
    redirect: 'manual',
    ...(method === 'POST' && { body: '{' }),
  })
  return response.status
}

const letsIn: Record<Access, Record<Who, 'in' | 401 | 403>> = {
  anybody: { nobody: 'in', reviewer: 'in', legal: 'in', admin: 'in' },
  loopback: { nobody: 401, reviewer: 403, legal: 403, admin: 'in' },
  reviewer: { nobody: 401, reviewer: 'in', legal: 'in', admin: 'in' },
  // What buyers typed is theirs alone: an administrator who wants to see it must be made legal by another one, which is on record.
  legal: { nobody: 401, reviewer: 403, legal: 'in', admin: 403 },
  admin: { nobody: 401, reviewer: 403, legal: 403, admin: 'in' },
}

describe('the table of routes', () => {
  it('is the one that is written down here', () => {
    const lines = (role: Access) =>
      served.routes.filter((route) => route.role === role).map(({ method, path }) => `${method} ${path}`)
    for (const role of ['anybody', 'loopback', 'reviewer', 'legal', 'admin'] as const)
      expect(lines(role).sort()).toEqual(expected[role])
  })

  it.each(everyRoute)('%s lets in whom it is for (%s)', async (line, role) => {
    const said: Record<string, number | 'in'> = {}
    for (const who of people) {
      const status = await statusOf(line, who)
      said[who] = status === 401 || status === 403 ? status : 'in'
    }
    expect(said).toEqual(letsIn[role as Access])
  })

  it('says nothing of addresses that it does not have', async () => {
    expect(await statusOf('GET /api/nothing', 'nobody')).toBe(401)
    expect(await statusOf('POST /api/nothing', 'reviewer')).toBe(404)
    expect(await statusOf('DELETE /api/users', 'admin')).toBe(404)
  })
})
