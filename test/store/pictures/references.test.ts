import { describe, expect, it } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import { query } from '../database.ts'
import { eachWithStore } from '../each-with-store.ts'
import { at } from '../visits/on-the-way.ts'
import { anId, someHashes } from './pictured.ts'

let store: Store
let url: string
eachWithStore((given) => {
  ;({ store, url } = given)
})

const add = (letter: string, kind: 'official' | 'fake' = 'fake', watch = 'halvard') =>
  store.references.add({
    ...{ watch, kind, name: `${letter}.jpg`, sha256: anId(letter), hashes: someHashes(letter.charCodeAt(0)) },
    now: at(1),
  })
const named = (...letters: string[]) =>
  letters.map((letter) => ({
    ...{ name: `photos/${letter}.webp`, sha256: anId(letter), hashes: someHashes(letter.charCodeAt(0)) },
  }))
const listed = async (watch: string | null = 'halvard') =>
  (await store.references.all(watch)).map(({ kind, source, name }) => `${kind} ${source} ${name}`)

describe('a known picture', () => {
  it('is there once for a watch and kind', async () => {
    const first = await add('a')
    expect(first).toEqual({ id: expect.stringMatching(/^[0-9a-f]{12}$/), added: true })
    expect(await add('a')).toEqual({ id: first.id, added: false })
    await add('a', 'official')
    await add('a', 'fake', 'another watch')
    expect(await listed()).toEqual(['official person a.jpg', 'fake person a.jpg'])
    expect(await listed(null)).toHaveLength(3)
    expect((await store.references.known('halvard')).map(({ kind, sha256 }) => [kind, sha256])).toEqual([
      ['fake', anId('a')],
      ['official', anId('a')],
    ])
  })

  it('is gone once it is removed, and only then', async () => {
    const { id } = await add('a')
    expect(await store.references.remove('nobody')).toEqual({ kind: 'missing' })
    expect(await store.references.remove(id)).toMatchObject({ kind: 'removed', picture: { id, name: 'a.jpg' } })
    expect(await store.references.remove(id)).toEqual({ kind: 'missing' })
    expect(await store.references.known('halvard')).toEqual([])
  })

  it('counts only when there is something in it to know it by', async () => {
    await add('a')
    await query(url, 'update picture_hashes set hashes = null')
    expect(await store.references.known('halvard')).toEqual([])
    await query(url, 'delete from picture_hashes')
    expect(await store.pictures.unhashed(9)).toEqual([anId('a')])
  })
})

describe('the official photos that a watchlist names', () => {
  it('come and go with it, and those that a person added stay', async () => {
    await add('p', 'official')
    await add('q', 'fake')
    await store.references.replaceNamed('halvard', named('a', 'b', 'p'), at(2))
    expect(await listed()).toEqual([
      ...['official person p.jpg', 'official watchlist photos/a.webp', 'official watchlist photos/b.webp'],
      'fake person q.jpg',
    ])
    await store.references.replaceNamed('halvard', named('b'), at(3))
    expect(await listed()).toEqual(['official person p.jpg', 'official watchlist photos/b.webp', 'fake person q.jpg'])
    await store.references.replaceNamed('halvard', [], at(4))
    expect(await listed()).toEqual(['official person p.jpg', 'fake person q.jpg'])
  })

  it('are the same rows after another start with the same watchlist', async () => {
    const rows = () => query(url, 'select * from reference_pictures order by id')
    await store.references.replaceNamed('halvard', named('a', 'b'), at(2))
    const before = await rows()
    const known = await store.references.known('halvard')
    await store.references.replaceNamed('halvard', named('b', 'a', 'a'), at(3))
    expect(await rows()).toEqual(before)
    expect(await store.references.known('halvard')).toBe(known)
  })

  it('take a new name from it', async () => {
    await store.references.replaceNamed('halvard', named('a'), at(2))
    await store.references.replaceNamed('halvard', [{ ...named('a')[0]!, name: 'moved.webp' }], at(3))
    expect(await listed()).toEqual(['official watchlist moved.webp'])
  })

  it('cannot be removed by hand', async () => {
    await store.references.replaceNamed('halvard', named('a'), at(2))
    const [picture] = await store.references.all('halvard')
    expect(await store.references.remove(picture!.id)).toEqual({ kind: 'in-watchlist' })
    expect(await listed()).toHaveLength(1)
  })
})
