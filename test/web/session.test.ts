import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionMs, tokenHash } from '../../src/model/sign-in.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { type Served, serve } from './served.ts'

let database: TestDatabase
let served: Served

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.stop())
beforeEach(async () => {
  served = await serve(database)
})
afterEach(() => served.close())

const own = { 'Sec-Fetch-Site': 'same-origin' }
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${served.url}${path}`, { headers, redirect: 'manual' })
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { ...own, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
describe('a sign-in link', () => {
  it('opens a session once', async () => {
    const link = await served.link('Dana')
    const first = await fetch(link, { redirect: 'manual' })
    expect([first.status, first.headers.get('location')]).toEqual([303, '/'])
    expect(first.headers.getSetCookie()[0]).toMatch(
      /^morgiana-\d+=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const second = await fetch(link, { redirect: 'manual' })
    expect([second.status, second.headers.getSetCookie()]).toEqual([410, []])
  })

  it('is not used up by a look ahead', async () => {
    const link = await served.link('Dana')
    await fetch(link, { method: 'HEAD' })
    await fetch(link, { headers: { 'Sec-Purpose': 'prefetch' } })
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303)
  })

  it('does not work once it has expired', async () => {
    const user = await served.store.users.ensure('Dana', 'reviewer', new Date())
    await served.store.users.addSigninLink(user.id, tokenHash('late'), new Date(Date.now() - 1))
    expect((await get('/sign-in?token=late')).status).toBe(410)
  })

  it('leaves nothing in the store that opens a session', async () => {
    const cookie = await served.cookie('Dana')
    const token = cookie.split('=')[1] ?? ''
    const at = new Date()
    expect(await served.store.users.session(token, at)).toBeNull()
    expect(await served.store.users.session(tokenHash(token), at)).toMatchObject({ name: 'Dana' })
    expect(await served.store.users.session(tokenHash(token), new Date(at.getTime() + sessionMs + 1))).toBeNull()
  })

  it('opens a session that ends with sign-out', async () => {
    const cookie = await served.cookie('Dana')
    expect((await get('/api/session', { cookie })).status).toBe(200)
    expect((await post('/sign-out', '', { cookie })).status).toBe(204)
    expect((await get('/api/session', { cookie })).status).toBe(401)
  })
})

describe('without a session', () => {
  it('an answer says how to get one', async () => {
    const response = await get('/api/session')
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { todo: expect.stringContaining('morgiana user link') } })
  })
})

describe('the role', () => {
  it('admin may add users, whose link works, and it is audited', async () => {
    const cookie = await served.cookie('Mara', 'admin')
    const { link } = (await (await post('/api/users', { name: 'Ola', role: 'reviewer' }, { cookie })).json()) as {
      link: string
    }
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303)
    expect((await served.store.audit.latest(1))[0]).toMatchObject({ action: 'user.invite', what: { name: 'Ola' } })
  })

  it('admin cannot lock itself out', async () => {
    const cookie = await served.cookie('Mara', 'admin')
    expect((await post('/api/users', { name: 'Mara', role: 'reviewer' }, { cookie })).status).toBe(409)
  })

  it('admin may resume a lane, once, and it is audited', async () => {
    const cookie = await served.cookie('Mara', 'admin')
    await served.store.lanes.open('ebay', { by: 'captcha', why: 'captcha' }, new Date(), new Date())
    expect(await (await post('/api/lanes/ebay/resume', '', { cookie })).json()).toEqual({ closed: true })
    expect(await (await post('/api/lanes/ebay/resume', '', { cookie })).json()).toEqual({ closed: false })
    expect((await served.store.audit.latest(1))[0]).toMatchObject({
      action: 'lane.resume',
      what: { marketplace: 'ebay' },
    })
    expect((await post('/api/lanes/nowhere/resume', '', { cookie })).status).toBe(404)
  })
})

describe('a request from elsewhere', () => {
  it('changes nothing when another site sends it', async () => {
    const cookie = await served.cookie('Dana')
    const response = await post('/sign-out', '', {
      cookie,
      'Sec-Fetch-Site': 'cross-site',
      Origin: 'https://x.example',
    })
    expect(response.status).toBe(403)
    expect((await get('/api/session', { cookie })).status).toBe(200)
  })

  it('is not answered under a foreign name', async () => {
    const { port } = new URL(served.url)
    const status = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/api/session', headers: { Host: 'attacker.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(421)
  })
})
