import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ProductType } from '../../src/bazaar/catalogue.ts'
import { officialPicture } from '../../src/bazaar/picture-specs.ts'
import { svgOf } from '../../src/bazaar/pictures.ts'
import { pictures, runPicturesCommand } from '../../src/cli/pictures.ts'
import { readPicturesCommand } from '../../src/cli/pictures-command.ts'
import type { Store } from '../../src/store/store.ts'
import { openVault } from '../../src/vault/open-vault.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { type TestDatabase, testDatabase } from '../store/database.ts'
import { anId, someHashes } from '../store/pictures/pictured.ts'
import { at, freshStore } from '../store/visits/on-the-way.ts'
import { captureIo } from './captured-io.ts'

describe('the words of morgiana pictures', () => {
  it.each([
    [
      ['add', '--watch', 'halvard', '--kind', 'fake', 'a.jpg', 'b.jpg'],
      { kind: 'add', watch: 'halvard', pictureKind: 'fake', files: ['a.jpg', 'b.jpg'], json: false },
    ],
    [['list'], { kind: 'list', watch: null, json: false }],
    [['list', '--watch', 'halvard', '--json'], { kind: 'list', watch: 'halvard', json: true }],
    [['remove', 'a1', 'b2'], { kind: 'remove', ids: ['a1', 'b2'], json: false }],
    [['alike', 'ebay', '123'], { kind: 'alike', marketplace: 'ebay', listing: '123', json: false }],
  ])('%j is understood', (args, command) => {
    expect(readPicturesCommand(pictures, args)).toEqual(command)
  })

  it.each([
    [[], /pictures needs a word: add, list, remove or alike/],
    [['show'], /does not know "show"/],
    [['add', '--kind', 'fake', 'a.jpg'], /needs --watch ID/],
    [['add', '--watch', 'halvard', 'a.jpg'], /needs --kind official or --kind fake/],
    [['add', '--watch', 'halvard', '--kind', 'good', 'a.jpg'], /needs --kind official or --kind fake/],
    [['add', '--watch', 'halvard', '--kind', 'fake'], /needs a FILE/],
    [['add', '--wach', 'halvard'], /unknown option "--wach", did you mean "--watch"/],
    [['list', 'halvard'], /does not know what to do with "halvard"/],
    [['list', '--kind', 'fake'], /pictures list has no --kind/],
    [['remove'], /needs an ID/],
    [['alike', 'ebay'], /needs a MARKETPLACE and a LISTING/],
    [['alike', 'ebay', '1', '2'], /does not know what to do with "2"/],
  ])('%j is refused with what is missing', (args, why) => {
    expect(() => readPicturesCommand(pictures, args)).toThrow(why)
  })
})

describe('morgiana pictures', () => {
  let database: TestDatabase
  let store: Store
  let vault: Vault
  let folder: string
  beforeAll(async () => {
    database = await testDatabase()
  })
  beforeEach(async () => {
    store = (await freshStore(database)).store
    folder = await mkdtemp(join(tmpdir(), 'morgiana-pictures-'))
    vault = await openVault(join(folder, 'vault'))
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })
  afterAll(() => database.stop())

  const said = async (...args: string[]): Promise<string[]> => {
    const io = captureIo()
    await runPicturesCommand(readPicturesCommand(pictures, args), { store, vault }, io, at(1))
    return io.outLines
  }
  const file = async (name: string, what: ProductType): Promise<string> => {
    const path = join(folder, name)
    await writeFile(
      path,
      await sharp(Buffer.from(svgOf(officialPicture(what, 'blue'))))
        .jpeg()
        .toBuffer(),
    )
    return path
  }
  const add = (kind: string, ...files: string[]) => said('add', '--watch', 'halvard', '--kind', kind, ...files)

  it('adds what a person has, lists it, and removes it; the audit log says so', async () => {
    const [line] = await add('official', await file('front.jpg', 'boot'))
    const id = line?.slice(0, 12) ?? ''
    expect(line).toMatch(/^[0-9a-f]{12} {2}front\.jpg$/)
    expect(await said('list')).toEqual([`${id}  official  halvard  front.jpg  added 2026-11-01`])
    expect(await store.references.known('halvard')).toHaveLength(1)
    expect(await said('remove', id)).toEqual([`${id}  front.jpg is removed`])
    expect(await said('list', '--watch', 'halvard')).toEqual([expect.stringContaining('no pictures are known')])
    const audited = (await store.audit.latest(5)).map(({ action, what }) => [action, what['name']])
    expect(audited).toEqual([
      ['picture.remove', 'front.jpg'],
      ['picture.add', 'front.jpg'],
    ])
  })

  it('says when a picture was known, and writes that down once', async () => {
    const path = await file('front.jpg', 'boot')
    await add('fake', path)
    expect(await add('fake', path)).toEqual([expect.stringMatching(/front\.jpg \(was known\)$/)])
    expect(await store.audit.latest(5)).toHaveLength(1)
  })

  it('adds what it can, and says of each file why it cannot', async () => {
    const notes = join(folder, 'notes.txt')
    await writeFile(notes, 'hello')
    const adding = add('fake', notes, await file('raid.jpg', 'boot'), join(folder, 'none.jpg'))
    await expect(adding).rejects.toThrow(/notes\.txt: is no picture.*\n.*none\.jpg: there is no such file/)
    expect((await store.references.all('halvard')).map(({ name }) => name)).toEqual(['raid.jpg'])
  })

  it('takes no official photo for a known fake, not even one made smaller', async () => {
    await add('official', await file('front.jpg', 'boot'))
    const small = join(folder, 'small.jpg')
    await writeFile(
      small,
      await sharp(await file('x.jpg', 'boot'))
        .resize(200)
        .jpeg()
        .toBuffer(),
    )
    await expect(add('fake', small)).rejects.toThrow(/small\.jpg: is an official photo of this watch/)
    expect(await add('fake', await file('lamp.jpg', 'lamp'))).toHaveLength(1)
  })

  it('knows which watches there are', async () => {
    const adding = said('add', '--watch', 'halvart', '--kind', 'fake', await file('a.jpg', 'boot'))
    await expect(adding).rejects.toThrow('there is no watch "halvart", did you mean "halvard"?')
    await expect(said('list', '--watch', 'acme')).rejects.toThrow('there are halvard')
  })

  it('removes nothing that the watchlist names or nobody knows', async () => {
    const photo = { name: 'photos/a.webp', sha256: anId('a'), hashes: someHashes(1) }
    await store.references.replaceNamed('halvard', [photo], at(0))
    const [{ id } = { id: '' }] = await store.references.all(null)
    await expect(said('remove', id, 'nothing')).rejects.toThrow(
      `${id}: the watchlist names it: take it out there\nnothing: there is no such picture`,
    )
  })

  it('says which other listings show the same picture', async () => {
    const keep = (listing: string, sha256: string, turned: number) =>
      store.pictures.save({
        ...{ marketplace: 'bazaar', listing, position: 0, url: `http://x/${listing}`, sha256 },
        ...{ hashes: someHashes(1, turned), why: null, now: at(1) },
      })
    await keep('one', anId('a'), 0)
    await keep('two', anId('a'), 0)
    await keep('three', anId('b'), 4)
    expect(await said('alike', 'bazaar', 'one')).toEqual([
      'bazaar  two  the same',
      'bazaar  three  4 of 256 bits differ',
    ])
    expect(await said('alike', 'bazaar', 'four')).toEqual(['no other listing is known to show its picture'])
    expect(JSON.parse((await said('alike', 'bazaar', 'one', '--json'))[0] ?? '')).toHaveLength(2)
  })
})
