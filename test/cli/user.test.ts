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
    [[], /user needs a word: add, link or list/],
    [['remove', 'Dana'], /does not know "remove"/],
    [['add'], /needs a NAME/],
    [['add', 'Dana'], /needs --role reviewer or --role admin/],
    [['add', 'Dana', '--role', 'king'], /needs --role reviewer or --role admin/],
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
    expect(await store.users.all()).toHaveLength(1)
  })

  it('lists everybody, or says how to begin', async () => {
    expect(await said(['list'])).toEqual(['nobody yet: morgiana user add NAME --role admin'])
    await said(['add', 'Dana', '--role', 'reviewer'])
    expect(await said(['list'])).toEqual(['reviewer  Dana'])
    expect(await said(['list', '--json'])).toEqual(['[{"name":"Dana","role":"reviewer"}]'])
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
