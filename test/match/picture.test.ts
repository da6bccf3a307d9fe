import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { officialPicture } from '../../src/bazaar/picture-specs.ts'
import { svgOf } from '../../src/bazaar/pictures.ts'
import type { PictureSpec } from '../../src/bazaar/ware.ts'
import { knownPictures, pictureFacts } from '../../src/match/picture.ts'
import type { KnownPicture } from '../../src/model/known-picture.ts'
import type { PictureHashes } from '../../src/model/picture-hash.ts'
import { hashesOf, reencode } from '../../src/vault/picture.ts'

const goods = ['trail-shoe', 'boot', 'sandal', 'jacket', 'backpack', 'watch', 'handbag', 'lamp'] as const
type Goods = (typeof goods)[number]

const drawn = (spec: PictureSpec): Promise<Buffer> =>
  sharp(Buffer.from(svgOf(spec)))
    .png()
    .toBuffer()
const photo = (what: Goods): Promise<Buffer> => drawn(officialPicture(what, what === 'boot' ? 'sand' : 'blue'))

/** As the vault hashes it. */
async function hashed(bytes: Buffer): Promise<PictureHashes> {
  const picture = await reencode(bytes)
  const hashes = picture.kind === 'picture' ? await hashesOf(picture.bytes) : null
  if (!hashes) throw new Error('no picture, or a plain one')
  return hashes
}

const known = (kind: KnownPicture['kind'], name: string, hashes: PictureHashes): KnownPicture => ({
  ...{ kind, name, sha256: name.padStart(64, '0'), hashes },
})

const officials = new Map<Goods, { bytes: Buffer; hashes: PictureHashes }>()
beforeAll(async () => {
  for (const what of goods) {
    const bytes = await photo(what)
    officials.set(what, { bytes, hashes: await hashed(bytes) })
  }
})
const official = (what: Goods) => officials.get(what)!
const similarityTo = (what: Goods, hashes: PictureHashes): number =>
  pictureFacts(hashes, knownPictures([known('official', what, official(what).hashes)])).officialSimilarity ?? 0

const cropped = async (bytes: Buffer, share: number): Promise<Buffer> => {
  const { width, height } = await sharp(bytes).metadata()
  const [left, top] = [Math.round(width * share), Math.round(height * share)]
  return sharp(bytes)
    .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
    .jpeg()
    .toBuffer()
}
const over = (bytes: Buffer, drawing: string): Promise<Buffer> =>
  sharp(bytes)
    .composite([{ input: Buffer.from(`<svg width="480" height="480">${drawing}</svg>`) }])
    .jpeg()
    .toBuffer()

const copies: [how: string, make: (bytes: Buffer) => Promise<Buffer>][] = [
  ['as it is', async (bytes) => bytes],
  ['saved as JPEG of quality 50', (bytes) => sharp(bytes).jpeg({ quality: 50 }).toBuffer()],
  ['saved as WebP of quality 40', (bytes) => sharp(bytes).webp({ quality: 40 }).toBuffer()],
  ['at half its size', (bytes) => sharp(bytes).resize(240).jpeg().toBuffer()],
  ['a fifth larger', (bytes) => sharp(bytes).resize(576).jpeg().toBuffer()],
  ['stretched', (bytes) => sharp(bytes).resize(480, 420, { fit: 'fill' }).jpeg().toBuffer()],
  ['without 3 % at each edge', (bytes) => cropped(bytes, 0.03)],
  ['without 6 % at each edge', (bytes) => cropped(bytes, 0.06)],
  [
    'with a white border',
    (bytes) => sharp(bytes).extend({ top: 30, bottom: 30, left: 30, right: 30, background: '#fff' }).jpeg().toBuffer(),
  ],
  [
    'with a red border',
    (bytes) => sharp(bytes).extend({ top: 20, bottom: 20, left: 20, right: 20, background: '#c00' }).jpeg().toBuffer(),
  ],
  ['mirrored', (bytes) => sharp(bytes).flop().jpeg({ quality: 70 }).toBuffer()],
  ['mirrored and without 3 %', async (bytes) => cropped(await sharp(bytes).flop().png().toBuffer(), 0.03)],
  ['a little darker, with less contrast', (bytes) => sharp(bytes).linear(0.85, 10).jpeg().toBuffer()],
  ['a little brighter', (bytes) => sharp(bytes).modulate({ brightness: 1.05 }).jpeg().toBuffer()],
  [
    'with an address written over its lower edge',
    (bytes) => over(bytes, '<text x="24" y="460" font-size="22" fill="#777">best-shop.example</text>'),
  ],
]

/** Symmetric left to right, as only drawings are: half of its frequencies are noise. */
const symmetric: Goods = 'handbag'

describe('an official photo that is shown again', () => {
  it.each(copies)('%s is at 0.95 or more', async (how, make) => {
    const seen = await Promise.all(
      goods.map(async (what) => [what, similarityTo(what, await hashed(await make(official(what).bytes)))] as const),
    )
    const missed = seen.filter(([, similarity]) => similarity < 0.95).map(([what]) => what)
    expect(missed.filter((what) => how !== 'a little brighter' || what !== symmetric)).toEqual([])
  })
})

describe('the same goods in another colour', () => {
  const inHue = (hue: number): Promise<Buffer> => sharp(official('boot').bytes).modulate({ hue }).png().toBuffer()
  const factsOf = async (hue: number, list: readonly KnownPicture[]) =>
    pictureFacts(await hashed(await inHue(hue)), knownPictures(list))
  const ofHue = async (kind: KnownPicture['kind'], hue: number) =>
    known(kind, `${hue} boot`, await hashed(await inHue(hue)))

  it.each([90, 180, 270])('are the same by shape and not by colour: turned by %d°', async (hue) => {
    const [photo, fake] = [await ofHue('official', 0), await ofHue('fake', 0)]
    const facts = await factsOf(hue, [photo])
    expect(facts).toMatchObject({ official: photo, officialInOtherColours: true })
    expect(facts.officialSimilarity).toBeGreaterThanOrEqual(0.95)
    expect(await factsOf(hue, [fake])).toMatchObject({ fake, fakeInOtherColours: true })
    expect(await factsOf(0, [photo])).toEqual({ officialSimilarity: 1, official: photo })
  })

  it('are told as the known picture of their own colour', async () => {
    const both = [await ofHue('official', 0), await ofHue('official', 180)]
    expect((await factsOf(180, both)).official?.name).toBe('180 boot')
    expect((await factsOf(180, both.toReversed())).official?.name).toBe('180 boot')
  })

  it.each(copies)('are no copies of a photo: %s has the photo’s colours', async (_, make) => {
    const made = await hashed(await make(official('trail-shoe').bytes))
    const facts = pictureFacts(made, knownPictures([known('official', 'shoe', official('trail-shoe').hashes)]))
    expect(facts.officialInOtherColours).toBeUndefined()
  })

  it('are told as before where one was hashed before colours were kept', async () => {
    const { colours: _, ...old } = (await ofHue('official', 0)).hashes
    expect(await factsOf(180, [known('official', 'old', old)])).not.toHaveProperty('officialInOtherColours')
  })
})

describe('a picture of other things', () => {
  it.each(goods)('than the official photo of a %s is below 0.6', async (what) => {
    const scenes = ['studio', 'floor', 'market', 'pile'] as const
    for (const other of goods.filter((each) => each !== what)) {
      for (const scene of scenes) {
        const hashes = await hashed(await drawn({ what: other, colour: 'blue', scene, variant: 2, format: 'png' }))
        expect([other, scene, similarityTo(what, hashes) < 0.6]).toEqual([other, scene, true])
      }
    }
  })
})

describe('the facts of a picture', () => {
  const factsOf = (what: Goods, list: readonly KnownPicture[]) =>
    pictureFacts(official(what).hashes, knownPictures(list))
  const fake = (what: Goods) => known('fake', `${what} from a raid`, official(what).hashes)
  const brands = (what: Goods) => known('official', what, official(what).hashes)

  it('are none where nothing is known, or nothing known comes near', () => {
    expect(factsOf('boot', [])).toEqual({})
    expect(factsOf('boot', [brands('lamp'), fake('watch')])).toEqual({})
  })

  it('tell official photos and known fakes apart', () => {
    expect(factsOf('boot', [brands('lamp'), fake('boot')])).toEqual({ fakeSimilarity: 1, fake: fake('boot') })
    const lamp = { officialSimilarity: 1, official: brands('lamp') }
    expect(factsOf('lamp', [brands('lamp'), fake('boot')])).toEqual(lamp)
  })

  it('call no picture a known fake that is the brand’s own photo', () => {
    const boot = { officialSimilarity: 1, official: brands('boot') }
    expect(factsOf('boot', [brands('boot'), fake('boot')])).toEqual(boot)
  })

  it('do not depend on the order in which pictures were told', () => {
    const list = goods.flatMap((what) => [
      brands(what),
      fake(what),
      known('official', `${what} again`, official(what).hashes),
    ])
    const there = knownPictures(list).nearest(official('boot').hashes)
    expect(there).toEqual(knownPictures([...list].reverse()).nearest(official('boot').hashes))
    expect(there.official?.known.name).toBe('boot')
  })
})
