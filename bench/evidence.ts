import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadavg } from 'node:os'
import sharp from 'sharp'
import { openBazaar } from '../src/bazaar/open-bazaar.ts'
import { sayBar } from './bars.ts'
import { linesOf } from './processes.ts'

/** What one program of this part measures, by name. */
export type Measured = Record<string, number>

const pageBytes = 1_200_000
const pictures = 30
const megabyte = 1_000_000

/** What evidence costs: a capture beside a bare screenshot, checking, the log, a large zip. The market's cost is nobody's. */
export async function measureEvidence(): Promise<Record<string, Measured>> {
  const market = await openLargePage()
  const measured = async (file: string, args: string[] = []): Promise<Measured> => {
    const figures = JSON.parse((await linesOf(file, args)).at(-1) ?? '{}') as Measured
    console.log(`${file.replace('.js', '')}; load of the machine ${loadavg()[0]?.toFixed(1)}`)
    console.table(figures)
    return figures
  }
  try {
    const capture = await measured('capturing.js', [market.origin, market.path])
    sayBar('CPU s of a complete capture', capture['CPU s a capture'] ?? Number.NaN, { most: 2.5 })
    sayBar('MB that a capture keeps', capture['MB kept'] ?? Number.NaN, { most: 6 })
    sayBar('captures verified a second', capture['verified a second'] ?? Number.NaN, { least: 50 })
    const log = await measured('log-entries.js')
    sayBar('log appends a second', log['appends a second'] ?? Number.NaN, { least: 2_000 })
    sayBar('ms a proof', log['ms a proof'] ?? Number.NaN, { most: 20 })
    const zip = await measured('zipping.js')
    sayBar('MB in memory for a zip of 2 GB', zip['MB at most'] ?? Number.NaN, { most: 256 })
    return { capture, log, zip }
  } finally {
    await market.close()
  }
}

/** A listing page of the bazaar made as large as real ones, with thirty pictures. */
async function openLargePage() {
  const bazaar = await openBazaar({ seed: 7, listings: 20, noiseBytes: pageBytes })
  const ware = bazaar.goods.wareAt(3)
  const path = `/item/${ware.id}`
  const photo = await sharp({
    create: {
      width: 640,
      height: 640,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  })
    .jpeg({ quality: 80 })
    .toBuffer()
  const images = Array.from(
    { length: pictures },
    (_, at) => `<img src="/photo/${at}.jpg" width="320" height="320">`,
  ).join('')
  const server = createServer(async (request, response) => {
    if (request.url?.startsWith('/photo/')) {
      return void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(photo)
    }
    const answer = await fetch(`${bazaar.origin}${request.url}`)
    const type = answer.headers.get('content-type') ?? 'text/plain'
    const body = Buffer.from(await answer.arrayBuffer())
    const isPage = request.url === path
    response.writeHead(answer.status, { 'content-type': type })
    response.end(isPage ? body.toString('utf8').replace('</body>', `${images}</body>`) : body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  console.log(
    `a listing page of ${(pageBytes / megabyte).toFixed(1)} MB with ${pictures} pictures of ${photo.length} bytes`,
  )
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    path,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await bazaar.close()
    },
  }
}
