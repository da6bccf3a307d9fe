import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { hasherOfKept } from '../../src/upkeep/handler.ts'
import { openVault } from '../../src/vault/open-vault.ts'
import type { Vault } from '../../src/vault/vault.ts'
import { query, type TestDatabase, testDatabase } from '../store/database.ts'
import { anId } from '../store/pictures/pictured.ts'
import { freshStore } from '../store/visits/on-the-way.ts'

let database: TestDatabase
let store: Store
let url: string
let vault: Vault
let folder: string
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  ;({ store, url } = await freshStore(database))
  folder = await mkdtemp(join(tmpdir(), 'morgiana-upkeep-'))
  vault = await openVault(folder)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})
afterAll(() => database.stop())

/** A kept picture as a version without hashes has left it. */
const keptBefore = async (listing: string, sha256: string): Promise<void> => {
  await query(url, `insert into pictures values ('bazaar', $1, 0, 'http://x/1', $2, null, now())`, [listing, sha256])
}
const drawing = (x: number) => Buffer.from(`<svg width="90" height="90"><path d="M${x} 5h40l9 60H9z"/></svg>`)
const photo = (x: number): Promise<Buffer> =>
  sharp({ create: { width: 90, height: 90, channels: 3, background: '#fff' } })
    .composite([{ input: drawing(x) }])
    .png()
    .toBuffer()

describe('pictures that were kept before they were hashed', () => {
  it('are hashed some at a time, as saving them would have', async () => {
    const hashes = new Map<string, unknown>()
    for (let x = 0; x < 25; x += 1) {
      const saved = await vault.savePicture(await photo(x))
      if (saved.kind !== 'saved') throw new Error(saved.why)
      hashes.set(saved.sha256, saved.hashes)
      await keptBefore(`l${x}`, saved.sha256)
    }
    const hashKept = hasherOfKept({ store, vault })
    await hashKept()
    expect(await store.pictures.unhashed(99)).toHaveLength(hashes.size - 20)
    await hashKept()
    const rows = await query<{ sha256: string; hashes: unknown }>(url, 'select sha256, hashes from picture_hashes')
    expect(new Map(rows.map((row) => [row.sha256, row.hashes]))).toEqual(hashes)
  })

  it('and are gone or damaged by now are not asked for again', async () => {
    await keptBefore('lost', anId('a'))
    await hasherOfKept({ store, vault })()
    expect(await store.pictures.unhashed(99)).toEqual([])
    expect(await query(url, 'select hashes from picture_hashes')).toEqual([{ hashes: null }])
  })

  it('are not looked for any more once none is left', async () => {
    const hashKept = hasherOfKept({ store, vault })
    await hashKept()
    await keptBefore('later', anId('a'))
    await hashKept()
    expect(await store.pictures.unhashed(99)).toEqual([anId('a')])
  })
})
