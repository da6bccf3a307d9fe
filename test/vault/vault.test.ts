import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hashDistance, wordsOf } from '../../src/model/picture-hash.ts'
import { openBlobs } from '../../src/vault/blobs.ts'
import { openVault } from '../../src/vault/open-vault.ts'
import { hashesOf } from '../../src/vault/picture.ts'
import type { Vault } from '../../src/vault/vault.ts'

async function aVault(): Promise<{ vault: Vault; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'morgiana-vault-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { vault: await openVault(folder), folder }
}

const plain = (width: number, height: number, background = '#c04020') =>
  sharp({ create: { width, height, channels: 3, background } })

async function saved(vault: Vault, bytes: Uint8Array): Promise<{ sha256: string; stored: Buffer }> {
  const outcome = await vault.savePicture(bytes)
  if (outcome.kind !== 'saved') throw new Error(outcome.why)
  return { sha256: outcome.sha256, stored: Buffer.from((await vault.loadPicture(outcome.sha256)) ?? []) }
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile())
    .map(({ name }) => name)

describe('a picture that is saved', () => {
  it.each([
    ['JPEG', () => plain(20, 10).jpeg().toBuffer()],
    ['PNG', () => plain(20, 10).png().toBuffer()],
    ['WebP', () => plain(20, 10).webp().toBuffer()],
    ['GIF', () => plain(20, 10).gif().toBuffer()],
    ['AVIF', () => plain(20, 10).avif().toBuffer()],
    ['TIFF', () => plain(20, 10).tiff().toBuffer()],
  ])('as %s comes back as WebP, by the hash of its bytes', async (_, make) => {
    const { vault } = await aVault()
    const { sha256, stored } = await saved(vault, await make())
    expect(await sharp(stored).metadata()).toMatchObject({ format: 'webp', width: 20, height: 10 })
    expect(sha256).toBe(createHash('sha256').update(stored).digest('hex'))
  })

  it.each([
    ['is wide', 2000, 500, 640, 160],
    ['is high', 500, 2000, 160, 640],
    ['fits', 100, 50, 100, 50],
  ])('is made to fit 640 × 640 when it %s', async (_, width, height, newWidth, newHeight) => {
    const { vault } = await aVault()
    const { stored } = await saved(vault, await plain(width, height).png().toBuffer())
    expect(await sharp(stored).metadata()).toMatchObject({ width: newWidth, height: newHeight })
  })

  it('loses its metadata, but is turned as its camera said', async () => {
    const { vault } = await aVault()
    const photo = await plain(40, 20)
      .withExif({ IFD0: { Copyright: 'where it was taken' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(photo.includes('Exif')).toBe(true)
    const { stored } = await saved(vault, photo)
    const metadata = await sharp(stored).metadata()
    expect(metadata).toMatchObject({ width: 20, height: 40 })
    expect(metadata.exif ?? metadata.icc ?? metadata.xmp).toBeUndefined()
  })

  it('keeps only the first of its frames', async () => {
    const { vault } = await aVault()
    const frames = await Promise.all(['#ff0000', '#00ff00'].map((colour) => plain(8, 8, colour).png().toBuffer()))
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(moving).metadata()).pages).toBe(2)
    const { stored } = await saved(vault, moving)
    expect(await sharp(stored).metadata()).toMatchObject({ width: 8, height: 8 })
    expect((await sharp(stored).metadata()).pages ?? 1).toBe(1)
    expect((await sharp(stored).stats()).dominant).toMatchObject({ r: expect.any(Number), g: 8 })
  })

  it('twice, also at once, is one file with one id', async () => {
    const { vault, folder } = await aVault()
    const bytes = await plain(30, 30).png().toBuffer()
    const ids = await Promise.all(Array.from({ length: 12 }, async () => (await saved(vault, bytes)).sha256))
    expect(new Set(ids).size).toBe(1)
    const id = ids[0] ?? ''
    expect(await filesIn(folder)).toEqual([`${id.slice(2)}.webp`])
    expect((await readFile(join(folder, 'pictures', id.slice(0, 2), `${id.slice(2)}.webp`))).length).toBeGreaterThan(0)
  })

  it('is readable by its owner only', async () => {
    const { vault, folder } = await aVault()
    const { sha256 } = await saved(vault, await plain(10, 10).png().toBuffer())
    const { mode } = await stat(join(folder, 'pictures', sha256.slice(0, 2), `${sha256.slice(2)}.webp`))
    expect(mode & 0o077).toBe(0)
  })

  it('is written again when a crash of the disk has left it short', async () => {
    const { vault, folder } = await aVault()
    const bytes = await plain(10, 10).png().toBuffer()
    const { sha256, stored } = await saved(vault, bytes)
    await writeFile(join(folder, 'pictures', sha256.slice(0, 2), `${sha256.slice(2)}.webp`), '')
    expect((await saved(vault, bytes)).stored).toEqual(stored)
  })
})

describe('what a picture is recognised by', () => {
  const photo = (background: string) =>
    sharp({ create: { width: 300, height: 200, channels: 3, background } }).composite([
      { input: Buffer.from('<svg width="120" height="80"><path d="M0 0h90l30 80H20z" fill="#803010"/></svg>') },
    ])

  it('comes with its id, and is the same when it is asked for later', async () => {
    const { vault } = await aVault()
    const outcome = await vault.savePicture(await photo('#e0e0f0').png().toBuffer())
    if (outcome.kind !== 'saved') throw new Error(outcome.why)
    expect(outcome.hashes?.upright[0]).toEqual({
      difference: expect.stringMatching(/^[0-9a-f]{16}$/),
      frequency: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await vault.hashPicture(outcome.sha256)).toEqual({ hashes: outcome.hashes })
  })

  it('is nothing for a plain picture', async () => {
    const { vault } = await aVault()
    expect(await vault.savePicture(await plain(90, 90).png().toBuffer())).toMatchObject({ kind: 'saved', hashes: null })
  })

  it('takes what is transparent for white, as a page shows it', async () => {
    const { vault } = await aVault()
    const cut = sharp({ create: { width: 300, height: 200, channels: 4, background: '#00000000' } }).composite([
      { input: Buffer.from('<svg width="120" height="80"><path d="M0 0h90l30 80H20z" fill="#803010"/></svg>') },
    ])
    const outcomes = [await cut.png().toBuffer(), await photo('#ffffff').png().toBuffer()].map(vault.savePicture)
    const [onNothing, onWhite] = (await Promise.all(outcomes)).map((each) => each.kind === 'saved' && each.hashes)
    const words = [onNothing, onWhite].map((each) => wordsOf((each || null)?.upright[0]?.frequency ?? ''))
    expect(hashDistance(words[0]!, words[1]!)).toBeLessThanOrEqual(16)
    expect(words[0]).toHaveLength(8)
  })

  it('is not there for an id that nobody has, or for a damaged file', async () => {
    const { vault, folder } = await aVault()
    const { sha256 } = await saved(vault, await plain(10, 10).png().toBuffer())
    await writeFile(join(folder, 'pictures', sha256.slice(0, 2), `${sha256.slice(2)}.webp`), 'RIFF')
    expect(await vault.hashPicture(sha256)).toBeNull()
    expect(await vault.hashPicture('a'.repeat(64))).toBeNull()
    expect(await vault.hashPicture('../secret')).toBeNull()
  })
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

describe('bytes that are no picture', () => {
  it.each([
    ['nothing', async () => Buffer.alloc(0), 'no bytes'],
    ['text', async () => Buffer.from('hello'), 'unsupported image format'],
    ['a page', async () => Buffer.from('<!doctype html><img src=x>'), 'markup'],
    ['an SVG', async () => Buffer.from(svg), 'markup'],
    ['an SVG after a mark and spaces', async () => Buffer.from(`\ufeff \n\t${svg}`), 'markup'],
    ['an SVG in UTF-16', async () => Buffer.from(`\ufeff${svg}`, 'utf16le'), 'markup'],
    ['an SVG, packed', async () => (await import('node:zlib')).gzipSync(svg), ''],
    ['a PDF', async () => Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'), ''],
    ['half a JPEG', async () => halved(await plain(600, 600).jpeg().toBuffer()), ''],
    ['half a PNG', async () => halved(await noisy().png().toBuffer()), ''],
    ['a PNG of 49 million points', () => plain(7000, 7000).png().toBuffer(), 'pixel limit'],
  ])('such as %s are refused, say why, and leave no file', async (_, make, why) => {
    const { vault, folder } = await aVault()
    expect(await vault.savePicture(await make())).toEqual({
      kind: 'not-a-picture',
      why: expect.stringContaining(why),
    })
    expect(await filesIn(folder)).toEqual([])
  })

  const halved = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2)
  const noisy = () =>
    sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
})

describe('a picture that is asked for', () => {
  it.each([
    ['by an id that nobody has', 'a'.repeat(64)],
    ['by no id', ''],
    ['by a path', '../../../../etc/passwd'],
    ['by a path of the right length', `../${'a'.repeat(61)}`],
    ['by an id in capitals', 'A'.repeat(64)],
    ['by an id and more', `${'a'.repeat(64)}\n`],
    ['by an id that is too long', 'a'.repeat(65)],
  ])('%s is not there', async (_, id) => {
    const { vault } = await aVault()
    expect(await vault.loadPicture(id)).toBeNull()
  })

  it('by a path is not there, although a file is', async () => {
    const { vault, folder } = await aVault()
    await writeFile(join(folder, 'secret.webp'), 'not for everyone')
    expect(await vault.loadPicture('../secret')).toBeNull()
  })
})

describe('a vault on a disk that fails', () => {
  it('says so, and leaves nothing half written', async () => {
    const { vault, folder } = await aVault()
    const bytes = await plain(5, 5).png().toBuffer()
    const { sha256 } = await saved(vault, bytes)
    const path = join(folder, 'pictures', sha256.slice(0, 2), `${sha256.slice(2)}.webp`)
    await rm(path)
    await mkdir(join(path, 'in the way'), { recursive: true })
    await expect(vault.savePicture(bytes)).rejects.toThrow(/rename/)
    expect(await filesIn(folder)).toEqual([])
  })

  it('where a file lies in the way says so', async () => {
    const { vault, folder } = await aVault()
    await rm(join(folder, 'pictures'), { recursive: true })
    await writeFile(join(folder, 'pictures'), '')
    await expect(plain(5, 5).png().toBuffer().then(vault.savePicture)).rejects.toThrow(/ENOTDIR/)
  })
})

describe('what a picture is known by', () => {
  it('has its colours beside its shapes, one for each', async () => {
    const drawn = '<svg width="64" height="64"><circle cx="32" cy="32" r="20" fill="#c04020"/></svg>'
    const hashes = await hashesOf(await sharp(Buffer.from(drawn)).webp().toBuffer())
    expect(hashes?.upright.length).toBeGreaterThan(0)
    expect(hashes?.colours).toHaveLength(hashes?.upright.length ?? 0)
  })
})

describe('bytes by their hash', () => {
  it('are there with their size once they are saved, and gone once removed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'morgiana-blobs-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const blobs = await openBlobs(folder)
    const sha256 = await blobs.save(Buffer.from('twelve bytes'))
    expect([await blobs.size(sha256), await blobs.load(sha256)]).toEqual([12, Buffer.from('twelve bytes')])
    await blobs.remove(sha256)
    await blobs.remove(sha256)
    expect([await blobs.size(sha256), await blobs.load(sha256)]).toEqual([null, null])
    await expect(blobs.load('../elsewhere')).rejects.toThrow('not a hash: ../elsewhere')
  })
})
