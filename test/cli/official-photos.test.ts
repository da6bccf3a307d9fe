import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { demoWatchlist } from '../../src/app/demo.ts'
import { loadWatched } from '../../src/cli/load-watchlists.ts'
import { run } from '../../src/cli/run.ts'
import { captureIo } from './captured-io.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morgiana-'))
  mkdirSync(join(folder, 'photos'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const drawing =
  '<svg width="300" height="300"><path d="M20 40h90l60 200H60z" fill="#803010"/><circle r="60" cx="220" cy="90"/></svg>'
const photo = (): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 300, channels: 3, background: '#dde' } })
    .composite([{ input: Buffer.from(drawing) }])
    .jpeg()
    .toBuffer()

function aWatchlist(...images: string[]): string {
  const file = join(folder, 'w.yaml')
  const text = `brand: Acme
products:
  - name: Acme Shoe
    images:
${images.map((image) => `      - ${image}`).join('\n')}
keywords: [acme]
marketplaces: [bazaar]
`
  writeFileSync(file, text)
  return file
}

async function typed(...argv: string[]) {
  const io = captureIo()
  const code = await run(argv, io, readSettings({ MORGIANA_DATA: join(folder, 'data') }))
  return { code, out: io.outLines, err: io.errLines.join('\n') }
}

describe('official photos of a watchlist', () => {
  it('are read from its own folder, wherever one stands', async () => {
    writeFileSync(join(folder, 'photos', 'front.jpg'), await photo())
    const { watches, officials } = await loadWatched([aWatchlist('photos/front.jpg', '"./photos/front.jpg"')])
    expect(watches[0]?.products[0]?.images).toEqual(['photos/front.jpg', './photos/front.jpg'])
    expect(officials.map(({ watch, name }) => [watch, name])).toEqual([
      ['acme', 'photos/front.jpg'],
      ['acme', './photos/front.jpg'],
    ])
    expect(Buffer.from(officials[0]!.bytes)).toEqual(await photo())
  })

  it.each([
    ['there is no such file', 'photos/none.jpg', null],
    ['is no picture', 'photos/notes.jpg', () => Buffer.from('hello')],
    ['is no picture that can be kept: it is markup', 'photos/a.svg', () => Buffer.from(drawing)],
    ['is a folder; name its files', 'photos', null],
    [
      'too little in it',
      'photos/white.png',
      () =>
        sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
    ],
  ])('that one of them %s is said at its place, by check and before anything is started', async (why, image, make) => {
    if (make) writeFileSync(join(folder, image), await make())
    writeFileSync(join(folder, 'photos', 'front.jpg'), await photo())
    const file = aWatchlist('photos/front.jpg', image)
    for (const verb of ['check', 'scan']) {
      const { code, err } = await typed(verb, file)
      expect([verb, code]).toEqual([verb, 3])
      expect(err).toContain(`${file}:6:9  products.images: "${image}" `)
      expect(err).toContain(why)
    }
  })

  it.each([
    ['https://acme.example/front.jpg', 'must be a file, not an address'],
    ['/photos/front.jpg', "must be named from the watchlist's own folder"],
    ['"C:\\\\photos\\\\front.jpg"', "must be named from the watchlist's own folder"],
  ])('must be files beside it: %s', async (image, why) => {
    const { code, err } = await typed('check', aWatchlist(image))
    expect(code).toBe(3)
    expect(err).toContain(':5:9  products.images: ')
    expect(err).toContain(why)
  })

  it('of the demo are there, and small', async () => {
    const { officials } = await loadWatched([demoWatchlist])
    expect(officials).toHaveLength(3)
    expect(officials.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(60_000)
  })
})
