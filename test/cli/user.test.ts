import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readUserCommand, runUserCommand } from '../../src/cli/user.ts'
import { CommandError } from '../../src/cli/verb.ts'
import { sessionMs, tokenHash } from '../../src/model/sign-in.ts'
import type { Store } from '../../src/store/store.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { freshStore } from '../store/visits/on-the-way.ts'
import { captureIo } from './captured-io.ts'

describe('the words of morgiana user', () => {
  it.each([
    [['list'], { kind: 'list', json: false }],
    [['list', '--json'], { kind: 'list', json: true }],
    [['add', ' Dana Weiss ', '--role', 'reviewer'], { kind: 'add', name: 'Dana Weiss', role: 'reviewer', json: false }],
    [['link', 'Dana'], { kind: 'link', name: 'Dana', json: false }],
  ])('%j is understood', (args, command) => {
    expect(readUserCommand(args)).toEqual(command)
  })

  it.each([
    [[], /user needs a word: add, link, role, sign-out, remove or list/],
    [['promote', 'Dana'], /does not know "promote"/],
    [['remove'], /user remove needs a NAME/],
    [['role', 'Dana'], /needs --role reviewer or --role legal or --role admin/],
    [['add'], /needs a NAME/],
    [['add', 'Dana'], /needs --role reviewer or --role legal or --role admin/],
    [['add', 'Dana', '--role', 'king'], /needs --role reviewer or --role legal or --role admin/],
    [['link', '  '], /A name is needed/],
    [['link', 'Da\u202ena'], /letters, digits, signs and spaces only/],
    [['link', 'n'.repeat(61)], /60 characters/],
  ])('%j is refused with what is missing', (args, why) => {
    expect(() => readUserCommand(args)).toThrow(why)
  })
})

describe('morgiana user on a store', () => {
  let database: TestDatabase
  let store: Store
  beforeAll(async () => {
    database = await testDatabase()
  })
  beforeEach(async () => {
    store = (await freshStore(database)).store
    return () => store.close()
  })
  afterAll(() => database.stop())

  const said = async (args: string[]): Promise<string[]> => {
    const io = captureIo()
    await runUserCommand(readUserCommand(args), store, 'https://morgiana.example', io)
    return io.outLines
  }
  const signIn = (link: string) => {
    const token = new URL(link).searchParams.get('token') ?? ''
    const now = new Date()
    return store.users.useSigninLink(
      tokenHash(token),
      tokenHash(`session ${token}`),
      now,
      new Date(now.getTime() + sessionMs),
    )
  }

  it('adds somebody with a role and prints a link that signs them in once', async () => {
    const [first, , link] = await said(['add', 'Dana', '--role', 'reviewer'])
    expect(first).toBe('Dana is reviewer')
    expect(link).toMatch(/^https:\/\/morgiana\.example\/sign-in\?token=[\w-]{43}$/)
    expect(await signIn(link ?? '')).toMatchObject({ name: 'Dana', role: 'reviewer' })
    expect(await signIn(link ?? '')).toBeNull()
  })

  it('makes another link without changing the role', async () => {
    await said(['add', 'Mara', '--role', 'admin'])
    const [json] = await said(['link', 'Mara', '--json'])
    const { link, ...rest } = JSON.parse(json ?? '') as { link: string }
    expect(rest).toEqual({ name: 'Mara', role: 'admin' })
    expect(await signIn(link)).toMatchObject({ role: 'admin' })
  })

  it('adds nobody when a link is asked for an unknown name, and says who may be meant', async () => {
    await said(['add', 'Dana Weiss', '--role', 'reviewer'])
    await expect(said(['link', 'Dana Weis'])).rejects.toThrow(
      new CommandError(`there is no user "Dana Weis": did you mean "Dana Weiss"?`),
    )
    expect(await store.users.all(new Date())).toHaveLength(1)
  })

  it('lists everybody, or says how to begin', async () => {
    expect(await said(['list'])).toEqual(['nobody yet: morgiana user add NAME --role admin'])
    await said(['add', 'Dana', '--role', 'reviewer'])
    expect(await said(['list'])).toEqual(['reviewer  Dana  (not signed in)'])
    const [link = ''] = (await said(['link', 'Dana'])).slice(-1)
    await signIn(link)
    expect(await said(['list'])).toEqual([
      expect.stringMatching(/^reviewer {2}Dana {2}\(signed in 1×, last on 20\S+Z\)$/),
    ])
    expect(JSON.parse((await said(['list', '--json']))[0] ?? '')).toMatchObject([
      { name: 'Dana', role: 'reviewer', sessions: 1 },
    ])
  })

  it('never changes the role of somebody who is there by adding them, and says how it is done', async () => {
    await said(['add', 'Mara', '--role', 'admin'])
    await expect(said(['add', 'Mara', '--role', 'reviewer'])).rejects.toThrow(
      /Mara is admin already, and nothing was changed\.\n.*morgiana user role "Mara" --role reviewer/,
    )
    expect(await store.users.named('Mara')).toMatchObject({ role: 'admin' })
    await expect(said(['role', 'Mara', '--role', 'reviewer'])).rejects.toThrow('Mara is the last admin')
    await said(['add', 'Ola', '--role', 'admin'])
    expect(await said(['role', 'Mara', '--role', 'reviewer'])).toEqual(['Mara is reviewer from now on'])
  })

  it('signs somebody out everywhere, and removes them', async () => {
    const link = (await said(['add', 'Dana', '--role', 'reviewer'])).at(-1) ?? ''
    await signIn(link)
    expect(await said(['sign-out', 'Dana'])).toEqual(['Dana is signed out everywhere: 1 sessions ended'])
    const unused = (await said(['link', 'Dana'])).at(-1) ?? ''
    expect(await said(['remove', 'Dana'])).toEqual(['Dana is removed: every session and link of theirs has ended'])
    expect(await signIn(unused)).toBeNull()
    await expect(said(['link', 'Dana'])).rejects.toThrow('there is no user "Dana"')
    expect((await store.audit.latest(9)).map(({ action }) => action)).toEqual([
      ...['user.remove', 'user.invite', 'user.sign-out', 'user.invite'],
    ])
  })

  it('leaves an audit entry that does not hold the link', async () => {
    await said(['add', 'Dana', '--role', 'reviewer'])
    const [entry] = await store.audit.latest(1)
    expect(entry).toMatchObject({
      who: 'command line',
      action: 'user.invite',
      what: { name: 'Dana', role: 'reviewer' },
    })
  })
})
