import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { run } from '../../src/cli/run.ts'
import { captureIo } from './captured-io.ts'

const pages = fileURLToPath(new URL('../pages/', import.meta.url))
const page = (name: string): string => join(pages, name)
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'extract-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const extract = async (...args: string[]) => {
  const io = captureIo()
  const code = await run(['extract', ...args], io, readSettings({}, []))
  return { code, out: io.outLines.map((line) => JSON.parse(line) as Record<string, unknown>), err: io.errLines }
}

describe('morgiana extract', () => {
  it('prints one JSON object a page, in the form that stays', async () => {
    const file = page('ebay/search-s-card.html')
    const { code, out, err } = await extract('--marketplace', 'ebay', '--kind', 'search', file)
    expect([code, err]).toEqual([0, []])
    expect(out).toHaveLength(1)
    expect(Object.keys(out[0]!)).toEqual(['file', 'marketplace', 'kind', 'outcome', 'listings'])
    expect(out[0]).toMatchObject({ file, marketplace: 'ebay', kind: 'search', outcome: 'results' })
    expect(out[0]!['listings']).toHaveLength(3)
  })

  it('tells by itself which kind a page is', async () => {
    const names = ['search.html', 'listing.html', 'search-none.html', 'search-blocked.html'].map((name) =>
      page(`amazon/${name}`),
    )
    const { out } = await extract('--marketplace', 'amazon', ...names)
    expect(out.map((each) => [each['kind'], each['outcome']])).toEqual([
      ['search', 'results'],
      ['listing', 'listing'],
      ['search', 'empty'],
      ['search', 'blocked'],
    ])
    expect(out[3]).toMatchObject({ blocked: { kind: 'captcha' }, listings: [] })
  })

  it('says on standard error why there is nothing', async () => {
    const { code, out, err } = await extract('--marketplace', 'ebay', page('ebay/search-new-layout.html'))
    expect([code, out[0]!['outcome']]).toEqual([0, 'changed'])
    expect(err.join()).toContain('links to 12 listings')
  })

  it('has no outcome of its own for a listing that is gone: the page is not the listing any more', async () => {
    const { out, err } = await extract('--marketplace', 'ebay', '--kind', 'listing', page('ebay/listing-ended.html'))
    expect(out[0]).toMatchObject({ outcome: 'changed', listings: [] })
    expect(err.join()).toContain('gone: This listing was ended')
  })

  it('reads the others when one file cannot be read, and ends with exit code 2', async () => {
    const { code, out, err } = await extract(
      '--marketplace',
      'ebay',
      join(folder, 'not-there.html'),
      folder,
      page('ebay/listing.html'),
    )
    expect(code).toBe(2)
    expect(out).toHaveLength(1)
    expect(err.join('\n')).toMatch(/not-there\.html: there is no such file[\s\S]*is a folder/)
  })

  it('reads a page in its own charset', async () => {
    const file = join(folder, 'gbk.html')
    const head =
      '<html><head><meta charset="gbk"></head><body><script>var g_config = { itemId : \'562283240001\' }</script>'
    const title = Buffer.from([0xca, 0xd6, 0xbb, 0xfa])
    writeFileSync(
      file,
      Buffer.concat([Buffer.from(`${head}<h3 class="tb-main-title">`), title, Buffer.from('</h3></body></html>')]),
    )
    const { out } = await extract('--marketplace', 'taobao', file)
    expect(out[0]!['listings']).toMatchObject([{ title: '手机' }])
  })

  it.each([
    [['x.html'], /--marketplace/],
    [['--marketplace', 'ebey', 'x.html'], /did you mean "ebay"\?/],
    [['--marketplace', 'ebay'], /needs a file/],
    [['--marketplace', 'ebay', '--kind', 'shop', 'x.html'], /search or listing/],
    [['--market', 'ebay', 'x.html'], /unknown option/],
  ])('%j is a mistake with exit code 2', async (args, message) => {
    const { code, err } = await extract(...args)
    expect(code).toBe(2)
    expect(err.join('\n')).toMatch(message)
  })
})
