import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { safeHeaders } from '../../src/web/guard.ts'
import { healthHandlers } from '../../src/web/health.ts'
import { type PageFiles, readPageFiles } from '../../src/web/page-files.ts'
import type { WebEnv } from '../../src/web/parts.ts'
import { answerProblem, checked, jsonOf, notFound, Problem } from '../../src/web/problem.ts'
import { keptLog } from '../crawler/connect-proxy.ts'

describe('an error', () => {
  const answerOf = async (error: Error) => {
    const { log, lines } = keptLog()
    const app = new Hono<WebEnv>()
    app.onError(answerProblem(log))
    app.get('/asked', () => {
      throw error
    })
    const response = await app.request('/asked')
    const { error: said } = (await response.json()) as { error: { what: string; where: string; todo: string } }
    return { status: response.status, ...said, logged: lines().map(({ level }) => level) }
  }

  it.each<[Error, number, string, number[]]>([
    [new Problem(409, 'It is taken.', 'id', 'Ask.'), 409, 'id', []],
    [notFound('There is no such hit.', 'id'), 404, 'id', []],
    [new DependencyDown('the database is away'), 503, 'database', [50]],
    [new HTTPException(413), 413, '/asked', []],
    [new HTTPException(504), 504, '/asked', [50]],
    [new HTTPException(405), 400, '/asked', []],
    [new HTTPException(500), 500, '/asked', [50]],
    [new HTTPException(502), 500, '/asked', [50]],
    [new Error('select * from users'), 500, '/asked', [50]],
  ])('%s is answered as %i with where and what to do', async (error, status, where, logged) => {
    const said = await answerOf(error)
    expect(said).toMatchObject({ status, where, todo: expect.stringMatching(/\.$/), logged })
    expect(said.what).not.toContain('select')
  })

  it('of a dependency is told in its own words', async () => {
    expect((await answerOf(new DependencyDown('the database is away'))).what).toBe('the database is away')
    expect((await answerOf(new HTTPException(413))).what).toBe('The request is too large.')
    expect((await answerOf(new HTTPException(504))).what).toBe('The answer took too long.')
  })
})

describe('what was sent', () => {
  const schema = z.strictObject({ name: z.string(), list: z.array(z.string()).max(2).optional() })
  const whereOf = (value: unknown) => {
    try {
      return checked(schema, value, 'body')
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return `${error.status} ${error.where}`
    }
  }

  it.each([
    [{ name: 'a' }, { name: 'a' }],
    [{ name: 1 }, '400 body.name'],
    [{}, '400 body.name'],
    [{ name: 'a', list: ['b', 2] }, '400 body.list.1'],
    [{ name: 'a', more: 1 }, '400 body'],
    [null, '400 body'],
    [{ name: 'a\u0000' }, '400 body.name'],
    [{ name: 'a', list: ['b', 'c\u0000'] }, '400 body.list.1'],
    [{ 'na\u0000me': 'a' }, '400 body.name'],
    ['\u0000', '400 body'],
  ])('as %j is %j', (value, expected) => {
    expect(whereOf(value)).toEqual(expected)
  })

  it('nested deeper than anything that is asked for is looked at no further', () => {
    const nested = (depth: number): object => (depth === 0 ? { x: 'a\u0000' } : { x: nested(depth - 1) })
    const anything = z.unknown()
    expect(() => checked(anything, nested(7), 'body')).toThrow('NUL')
    expect(checked(anything, nested(30), 'body')).toEqual(nested(30))
  })

  it('as no JSON is told; what breaks on the way is not taken for that', async () => {
    const broken = (error: Error) => jsonOf({ json: () => Promise.reject(error) })
    await expect(broken(new SyntaxError('x'))).rejects.toMatchObject({ status: 400, where: 'body' })
    await expect(broken(new Error('aborted'))).rejects.toThrow('aborted')
    expect(await jsonOf({ json: async () => [1] })).toEqual([1])
  })
})

describe('safe headers', () => {
  const headersOf = async (isHttps: boolean, cache?: string) => {
    const app = new Hono<WebEnv>()
    app.use(safeHeaders(isHttps))
    app.get('/', (c) => {
      if (cache) c.header('Cache-Control', cache)
      return c.text('ok')
    })
    return (await app.request('/')).headers
  }

  it('forbid frames, other windows and devices; https is asked for again only where it is had', async () => {
    const headers = await headersOf(false)
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
      'cache-control': 'no-store',
    })
    expect(headers.get('strict-transport-security')).toBeNull()
    expect((await headersOf(true)).get('strict-transport-security')).toBe('max-age=31536000')
  })

  it('leave what a route says of caches', async () => {
    expect((await headersOf(false, 'private')).get('cache-control')).toBe('private')
  })
})

describe('the page’s files', () => {
  const names = ['index.html', 'main.js', 'page.css', 'icon.svg']
  let folder: string
  let files: PageFiles
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'morgiana-files-'))
    for (const name of names) writeFileSync(join(folder, name), `${name} `.repeat(99))
    files = await readPageFiles(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const ask = (path: string, headers: Record<string, string> = {}, status?: 410) => {
    const app = new Hono().get('*', (c) => files.answer(c, path, status))
    return app.request('/', { headers })
  }

  it.each([
    ['/index.html', 'text/html; charset=utf-8'],
    ['/main.js', 'text/javascript; charset=utf-8'],
    ['/page.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s is sent as %s, and asked for again each time', async (path, type) => {
    const response = await ask(path)
    expect([response.status, await response.text()]).toEqual([200, `${path.slice(1)} `.repeat(99)])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'content-type': type, 'cache-control': 'no-cache', vary: 'Accept-Encoding' },
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    })
    expect(response.headers.get('content-encoding')).toBeNull()
  })

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['brotli', null],
    ['', null],
  ])('go to who takes “%s” as %s', async (accepted, way) => {
    const response = await ask('/main.js', { 'accept-encoding': accepted })
    expect(response.headers.get('content-encoding')).toBe(way)
    expect((await response.arrayBuffer()).byteLength < 300).toBe(way !== null)
  })

  it('are not sent again unchanged; one that says more than its text is', async () => {
    const etag = (await ask('/main.js')).headers.get('etag') ?? ''
    const again = { 'if-none-match': etag }
    expect((await ask('/main.js', again)).status).toBe(304)
    expect((await ask('/page.css', again)).status).toBe(200)
    expect((await ask('/main.js', again, 410)).status).toBe(410)
  })

  it('are no others', async () => {
    expect(files.has('/main.js')).toBe(true)
    expect(files.has('/../secret')).toBe(false)
    expect((await ask('/secret')).status).toBe(404)
  })

  it('must have been built', async () => {
    await expect(readPageFiles(join(folder, 'nothing'))).rejects.toThrow('ENOENT')
  })
})

describe('readiness', () => {
  const ready = async (...checks: { name: string; check: () => Promise<void> }[]) => {
    const { log, lines } = keptLog()
    const app = new Hono<WebEnv>().get('/readyz', healthHandlers({ checks, log }).ready)
    const response = await app.request('/readyz')
    return [response.status, await response.json(), lines().map(({ level }) => level)]
  }
  const fine = { name: 'database', check: async () => undefined }

  it('is when all checks are fine, also when there are none', async () => {
    expect(await ready(fine, { ...fine, name: 'queues' })).toEqual([
      200,
      { ready: true, up: ['database', 'queues'] },
      [],
    ])
    expect(await ready()).toEqual([200, { ready: true, up: [] }, []])
  })

  it('is not while one is not, says which, and why where that is no secret', async () => {
    const away = { name: 'queues', check: () => Promise.reject(new DependencyDown('queues: away')) }
    const odd = { name: 'vault', check: () => Promise.reject(new Error('password hunter2')) }
    expect(await ready(fine, away, odd)).toEqual([
      503,
      {
        ready: false,
        down: [
          { name: 'queues', why: 'queues: away' },
          { name: 'vault', why: 'failed' },
        ],
      },
      [40],
    ])
  })
})
