import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sessionMs, tokenHash } from '../../src/model/sign-in.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { type Served, serve, signInBy } from './served.ts'

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
  it('opens a session once, by its button', async () => {
    const link = await served.link('Dana')
    const first = await signInBy(link)
    expect([first.status, await first.json()]).toEqual([200, { name: 'Dana' }])
    expect(first.headers.getSetCookie()[0]).toMatch(
      /^morgiana-\d+=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    const second = await signInBy(link)
    expect([second.status, second.headers.getSetCookie()]).toEqual([410, []])
    expect((await fetch(link)).status).toBe(410)
  })

  it('is used up by nobody who only opens it: a mail scanner, a look ahead, the page asking whose it is', async () => {
    const link = await served.link('Dana')
    for (const init of [{}, { method: 'HEAD' }, { headers: { 'Sec-Purpose': 'prefetch' } }]) {
      const opened = await fetch(link, init)
      expect([opened.status, opened.headers.getSetCookie()]).toEqual([200, []])
    }
    const token = new URL(link).searchParams.get('token')
    expect(await (await post('/sign-in/whose', { token })).json()).toEqual({ name: 'Dana' })
    expect((await signInBy(link)).status).toBe(200)
  })

  it('does not work from another site, nor once it has expired', async () => {
    const link = await served.link('Dana')
    const token = new URL(link).searchParams.get('token')
    expect((await post('/sign-in', { token }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    const user = await served.store.users.ensure('Dana', 'reviewer', new Date())
    await served.store.users.addSigninLink(user.id, tokenHash('late'), new Date(Date.now() - 1))
    expect((await get('/sign-in?token=late')).status).toBe(410)
    expect((await post('/sign-in', { token: 'late' })).status).toBe(410)
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

describe('who is removed or signed out by an administrator', () => {
  it('is out at once in every browser, and their unused links are dead', async () => {
    const mara = await served.cookie('Mara', 'admin')
    for (const action of ['end-sessions', 'remove']) {
      const cookies = [await served.cookie('Dana'), await served.cookie('Dana')]
      const link = await served.link('Dana')
      const id = (await served.store.users.named('Dana'))?.id
      expect((await post(`/api/users/${id}/${action}`, '', { cookie: mara })).status).toBeLessThan(300)
      for (const cookie of cookies) expect((await get('/api/session', { cookie })).status).toBe(401)
      expect((await signInBy(link)).status).toBe(410)
    }
    const { users } = (await (await get('/api/users', { cookie: mara })).json()) as { users: { name: string }[] }
    expect(users.map(({ name }) => name)).toEqual(['Mara'])
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
    expect((await signInBy(link)).status).toBe(200)
    expect((await served.store.audit.latest(1))[0]).toMatchObject({ action: 'user.invite', what: { name: 'Ola' } })
  })

  it('is never changed by adding somebody of that name', async () => {
    const cookie = await served.cookie('Mara', 'admin')
    await served.cookie('Ola', 'admin')
    const answer = await post('/api/users', { name: 'Ola', role: 'reviewer' }, { cookie })
    expect([answer.status, await answer.json()]).toMatchObject([409, { error: { where: 'body.role' } }])
    expect(await served.store.users.named('Ola')).toMatchObject({ role: 'admin' })
  })

  it('is another at once, wherever somebody is signed in', async () => {
    const cookie = await served.cookie('Mara', 'admin')
    const ola = await served.cookie('Ola', 'admin')
    const id = (await served.store.users.named('Ola'))?.id
    expect((await post(`/api/users/${id}/role`, { role: 'reviewer' }, { cookie })).status).toBe(200)
    expect((await get('/api/users', { cookie: ola })).status).toBe(403)
    expect((await served.store.audit.latest(1))[0]).toMatchObject({ who: 'Mara', action: 'user.role' })
  })

  it('of admin is never left to nobody', async () => {
    const cookie = await served.cookie('Mara', 'admin')
    const mara = await served.store.users.named('Mara')
    for (const [action, body] of [
      ['role', { role: 'reviewer' }],
      ['remove', ''],
    ] as const)
      expect((await post(`/api/users/${mara?.id}/${action}`, body, { cookie })).status).toBe(409)
    expect(await served.store.users.named('Mara')).toEqual(mara)
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
