import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { marketplaceIds } from '../../src/marketplaces/registry.ts'
import { type Ground, openGround } from '../custody/ground.ts'
import { hasOpenssl } from '../evidence/test-authority.ts'
import { hasChromium, openCapturing } from './capturing.ts'

// Real block pages of marketplaces, which stand beside the repository, or not.
const folder = fileURLToPath(new URL('../../../shared/pages/', import.meta.url))
const pages = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\bblocked\/.*\.html$/.test(path))
  : []

describe.skipIf(pages.length === 0 || !hasChromium || !hasOpenssl)('a saved block page', () => {
  const server = createServer(({ url = '' }, response) => {
    const html = { 'content-type': 'text/html; charset=utf-8' }
    const [, path = ''] = /^\/(.*\.html)$/.exec(decodeURIComponent(url)) ?? []
    if (pages.includes(path)) response.writeHead(200, html).end(readFileSync(folder + path))
    else response.writeHead(404, html).end('')
  })
  let ground: Ground
  let origin: string
  let capturing: ReturnType<typeof openCapturing>
  beforeAll(async () => {
    ground = await openGround()
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    capturing = openCapturing(ground, new Map(marketplaceIds.map((id) => [id, origin])))
  }, 120_000)
  afterAll(async () => {
    await capturing?.close()
    server.close()
    await ground?.close()
  })

  // The search and the seller of one in three: a browser is started for each, and the rule is the same.
  it.each(
    pages.map(
      (path, at) => [path, at % 3 === 0 ? (['listing', 'seller', 'search'] as const) : (['listing'] as const)] as const,
    ),
  )(
    '%s is refused as %j',
    async (path, kinds) => {
      const [first = ''] = path.split('/')
      const marketplace = marketplaceIds.find((id) => id === first) ?? 'generic-jsonld'
      for (const kind of kinds) {
        const listing = kind === 'listing' ? '4711' : null
        const { capture } = await capturing.take({ marketplace, kind, url: `${origin}/${path}`, listing })
        const record = await capturing.recordOf(capture)
        expect(record, kind).toMatchObject({ state: 'refused' })
        expect(record.subject.reading).toBeUndefined()
        expect((await ground.verify(record.id, noTrust)).faults, kind).toEqual([])
      }
    },
    300_000,
  )
})
