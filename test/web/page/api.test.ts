import { describe, expect, it } from 'vitest'
import { ApiFailure, api, newId, releaseLeases } from '../../../src/web/page/api.ts'
import { type Answer, ownServer } from './own-server.ts'

const failure = async (run: Promise<unknown>) => {
  const error = await run.catch((thrown: unknown) => thrown)
  if (!(error instanceof ApiFailure)) throw error
  return [error.status, error.message, error.todo]
}

describe('what the page asks', () => {
  it.each<[string, () => Promise<unknown>, unknown]>([
    ['GET /api/session', api.session, undefined],
    ['GET /api/status?since=2026-11-01T06%3A00%3A00.000Z', () => api.status('2026-11-01T06:00:00.000Z'), undefined],
    ['GET /api/hits?state=open', () => api.hits(new URLSearchParams({ state: 'open' })), undefined],
    ['GET /api/hits/a%2Fb', () => api.card('a/b'), undefined],
    ['GET /api/hits/a%2Fb/alike', () => api.alike('a/b'), undefined],
    ['GET /api/coverage', api.coverage, undefined],
    ['GET /api/quality', api.quality, undefined],
    ['POST /api/lanes/a%2Fb/resume', () => api.resume('a/b'), undefined],
    ['POST /api/users', () => api.invite('Ola', 'admin'), { name: 'Ola', role: 'admin' }],
    ['POST /api/users/a%2Fb/role', () => api.setRole('a/b', 'admin'), { role: 'admin' }],
    ['POST /api/users/a%2Fb/remove', () => api.removeUser('a/b'), undefined],
    ['POST /api/users/a%2Fb/end-sessions', () => api.endSessions('a/b'), undefined],
    ['POST /sign-in/whose', () => api.whoseLink('t'), { token: 't' }],
    ['POST /sign-in', () => api.signIn('t'), { token: 't' }],
    ['POST /sign-out', api.signOut, undefined],
  ])('%s', async (line, run, body) => {
    const { asked } = await ownServer(() => ({ body: { said: 1 } }))
    expect(await run()).toEqual({ said: 1 })
    expect(asked).toEqual([{ line, body }])
  })

  it('is a list where the answer holds one', async () => {
    const { asked } = await ownServer(() => ({ body: { leases: [1], runs: [2], users: [3], decisions: [4] } }))
    expect([await api.lease(['h']), await api.runs(), await api.users()]).toEqual([[1], [2], [3]])
    const decision = { id: 'd', hit: 'h', verdict: 'allowed' } as const
    expect(await api.decide([decision])).toEqual({ kind: 'ok', value: [4] })
    expect(asked.map(({ body }) => body)).toEqual([{ hits: ['h'] }, undefined, undefined, [decision]])
  })

  it('may be answered with nothing', async () => {
    await ownServer(() => ({ status: 204 }))
    expect(await api.signOut()).toBeNull()
  })
})

describe('an answer that is not the one asked for', () => {
  const ours = { error: { what: 'It is taken.', where: 'id', todo: 'Ask.' } }
  it.each<[string, Answer, unknown[]]>([
    ['ours', { status: 409, body: ours }, [409, 'It is taken.', 'Ask.']],
    ['a proxy’s page', { status: 502, body: '<html>' }, [502, 'Bad Gateway', '']],
    ['other JSON', { status: 404, body: { x: 1 } }, [404, 'Not Found', '']],
    ['no object', { status: 404, body: 'null' }, [404, 'Not Found', '']],
    ['cut off', { body: '{"a":', isCutOff: true }, [0, 'the answer broke off', '']],
  ])('is told in its words, or by its status: %s', async (_, answer, expected) => {
    await ownServer(() => answer)
    expect(await failure(api.session())).toEqual(expected)
  })

  it('is none where nobody answers', async () => {
    const server = await ownServer(() => ({}))
    await server.close()
    expect(await failure(api.session())).toEqual([0, expect.any(String), ''])
  })

  it.each([
    [401, { kind: 'signed-out' }],
    [400, { kind: 'refused', why: 'It is taken.' }],
    [404, { kind: 'refused', why: 'It is taken.' }],
    [499, { kind: 'refused', why: 'It is taken.' }],
    [408, { kind: 'failed' }],
    [429, { kind: 'failed' }],
    [500, { kind: 'failed' }],
    [503, { kind: 'failed' }],
  ])('to a decision, %i, says whether trying again can help', async (status, sent) => {
    const { asked } = await ownServer(() => ({ status, body: ours }))
    expect(await api.undo('d1')).toEqual(sent)
    expect(asked).toEqual([{ line: 'POST /api/decisions/d1/undo', body: undefined }])
  })
})

describe('cards that are given back', () => {
  it('go a hundred at a time, and nobody waits for the answer', async () => {
    const { asked } = await ownServer(() => ({ status: 503 }))
    releaseLeases(Array.from({ length: 101 }, (_, place) => `h${place}`))
    await expect.poll(() => asked).toHaveLength(2)
    const counts = asked.map(({ line, body }) => [line, (body as { hits: string[] }).hits.length])
    expect(counts.sort()).toEqual([
      ['POST /api/leases/release', 1],
      ['POST /api/leases/release', 100],
    ])
  })

  it('are none where none is held', async () => {
    const { asked } = await ownServer(() => ({}))
    releaseLeases([])
    await api.session()
    expect(asked).toHaveLength(1)
  })
})

describe('an id made by the page', () => {
  it('is a UUID of version 4, another each time', () => {
    const ids = Array.from({ length: 50 }, newId)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(ids).size).toBe(50)
  })
})
