import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { captchaPage, etsyHead, listingsIn, mistakesIn, read, resultsPage } from './files.ts'

const ids = ['1000000001', '1000000002']
const idsIn = (file: ReturnType<typeof read>) => listingsIn(file).map((each) => each.id)

describe('a saved page', () => {
  it.each([
    ['the address that the browser wrote down', '<!-- saved from url=(0040)https://www.etsy.com/search?q=halvard -->'],
    ['its canonical address', etsyHead],
    [
      'its canonical address, written the other way round',
      '<link href="https://www.etsy.com/search?q=halvard" rel="canonical">',
    ],
    ['its Open Graph address', '<meta property="og:url" content="https://www.etsy.com/search?q=halvard">'],
  ])('is read by the marketplace of %s', (_what, head) => {
    const file = read('page.html', resultsPage(ids, head))
    expect(file.parts).toMatchObject([{ marketplace: 'etsy', missing: null }])
    expect(idsIn(file)).toEqual(ids)
  })

  it('is read by the marketplace that was named, and keeps a repeated card as it was shown', () => {
    expect(idsIn(read('page.html', resultsPage([...ids, '1000000001']), { marketplace: 'etsy' }))).toEqual([
      ...ids,
      '1000000001',
    ])
  })

  it.each([
    ['a block page', captchaPage, { state: 'blocked', by: 'cloudflare' }],
    ['a page of another layout', '<html><body>hello</body></html>', { state: 'changed' }],
    ['a page that says there is nothing', '<html><body>No results found for halvard</body></html>', { state: 'empty' }],
  ])('%s is told, and is not "no results" by itself', (_what, body, missing) => {
    const file = read('page.html', body, { marketplace: 'etsy' })
    expect(file.parts).toMatchObject([{ found: [], missing }])
    expect(file.mistakes).toEqual([])
  })

  it.each([
    [
      'nobody says whose it is',
      resultsPage(ids),
      {},
      'does not say whose it is: name its marketplace with --marketplace',
    ],
    [
      'of a site that is not read',
      resultsPage(ids, '<link rel="canonical" href="https://shop.example/a">'),
      {},
      'a page of shop.example',
    ],
    ['of a marketplace without a reader', resultsPage(ids), { marketplace: 'vinted' }, 'no marketplace "vinted"'],
    ['empty', '', {}, 'the file is empty'],
    ['larger than any page', `<${' '.repeat(64 * 1024 * 1024)}`, {}, '67108865 bytes, more than 67108864'],
    [
      'JSON nested without end',
      `{"a":${'['.repeat(2_000)}`,
      { marketplace: 'etsy' },
      'nested deeper than 1000: refused',
    ],
  ])('%s: a mistake', (_what, body, asked, said) => {
    expect(mistakesIn(read('page.html', body, asked))[0]).toContain(said)
  })

  it.each([
    ['a picture', 'a.png', '\x89PNG\r\n'],
    ['a program', 'a.bin', 'MZ\u0000\u0001'],
  ])('%s is nothing that can be imported', (_what, name, content) => {
    expect(mistakesIn(read(name, content))[0]).toContain('no kind of file that can be imported')
  })
})

const mhtml = (
  page: string,
  more: { encoding?: string; end?: string; body?: string } = {},
): string => `From: <Saved by Blink>
Snapshot-Content-Location: https://www.etsy.com/search?q=halvard
Subject: Halvard
Date: Sun, 1 Mar 2026 12:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
	type="text/html";
	boundary="----MultipartBoundary--x----"

------MultipartBoundary--x----
Content-Type: text/html
Content-Transfer-Encoding: ${more.encoding ?? 'quoted-printable'}
Content-Location: https://www.etsy.com/search?q=halvard

${more.body ?? page.replace(/[=\u0080-\uffff]/g, (letter) => [...Buffer.from(letter)].map((byte) => `=${byte.toString(16).toUpperCase()}`).join('')).replaceAll('Halvard Trail', 'Halvard =\nTrail')}
------MultipartBoundary--x----
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
${more.end ?? '------MultipartBoundary--x------'}
`

describe('a page saved as one file', () => {
  it('is read at its own address, quoted-printable or base64, with the day it was saved', () => {
    const page = resultsPage(ids)
    for (const text of [
      mhtml(page),
      mhtml(page).replaceAll('\n', '\r\n'),
      mhtml(page, { encoding: 'base64', body: Buffer.from(page).toString('base64') }),
    ]) {
      const file = read('page.mhtml', text)
      expect(mistakesIn(file)).toEqual([])
      expect(file.provenance.format).toBe('mhtml')
      expect(file.parts).toMatchObject([{ marketplace: 'etsy', seenAt: new Date('2026-03-01T12:00:00Z') }])
      expect(listingsIn(file).map((each) => each.title)).toEqual(ids.map((id) => `Halvard Trail Runner no. ${id}`))
    }
  })

  it('says, when it cannot be read, that it may have lost what it needs', () => {
    const [part] = read('page.mhtml', mhtml('<html><body>hello</body></html>')).parts
    expect(part?.missing).toMatchObject({ state: 'changed', why: expect.stringContaining('has lost its scripts') })
  })

  it.each([
    ['cut off', mhtml(resultsPage(ids), { end: '' }), 'a.mht:2:1  part 2 has no boundary at its end'],
    [
      'in an encoding that nobody knows',
      mhtml('', { encoding: 'x-uue', body: 'a' }),
      'content-transfer-encoding "x-uue" is unknown',
    ],
    ['without a boundary', 'Content-Type: multipart/related\n\nx', 'the header names no boundary'],
    ['without its parts', 'Content-Type: multipart/related; boundary=x\n\nx', 'its boundary is nowhere in it'],
    [
      'without HTML',
      'Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/css\n\na\n--x--\n',
      'no HTML part in it',
    ],
  ])('%s: a mistake', (_what, content, said) => {
    expect(mistakesIn(read('a.mht', content))[0]).toContain(said)
  })
})

const shared = fileURLToPath(new URL('../../../shared/pages', import.meta.url))

describe.skipIf(!existsSync(shared))('the saved pages beside the repository', () => {
  const folders = existsSync(shared)
    ? readdirSync(shared, { withFileTypes: true }).filter((each) => each.isDirectory() && each.name !== 'cloudflare')
    : []
  const pages = folders.flatMap(({ name }) =>
    readdirSync(join(shared, name)).flatMap((kind) =>
      readdirSync(join(shared, name, kind)).map((file): [string, string, string] => [name, kind, file]),
    ),
  )

  it.each(pages)('%s/%s/%s', (marketplace, kind, file) => {
    const reading = read(file, readFileSync(join(shared, marketplace, kind, file)), { marketplace })
    expect(mistakesIn(reading)).toEqual([])
    const [part] = reading.parts
    // The one "empty" page is a store that is built in the browser: it does not say that there is nothing.
    if (kind === 'blocked') expect(part?.missing?.state).toBe('blocked')
    else if (kind === 'empty') expect(part?.missing?.state).toBe('changed')
    else if (kind === 'listing') expect(part?.found).toHaveLength(1)
    else expect(part?.found.length).toBeGreaterThan(1)
  })
})
