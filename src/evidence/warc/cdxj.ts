import { headerOf } from './http-exchange.ts'
import type { WrittenResponse } from './write-warc.ts'

/** An address turned round, so that one site's stand together; as ReplayWeb.page makes it. */
export function surtOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url.replace(/^(https?:\/\/)www\d*\./i, '$1').toLowerCase())
  searchParams.sort()
  const query = searchParams.toString()
  const host = hostname.split('.').reverse().join(',')
  return `${host}${port && `:${port}`})${pathname}${query && `?${query}`}`
}

/** The second, in UTC, as 14 digits. */
export const cdxTime = (at: Date): string => at.toISOString().replace(/\D/g, '').slice(0, 14)

/** A line for each response, sorted by bytes. */
export function cdxjOf(responses: readonly WrittenResponse[]): Buffer {
  const lines = responses.map(({ exchange, offset, length, payloadDigest }) => {
    const about = {
      url: exchange.url,
      mime: headerOf(exchange.headers, 'content-type')?.split(';')[0]?.trim() || 'unk',
      status: `${exchange.status}`,
      digest: payloadDigest,
      length: `${length}`,
      offset: `${offset}`,
      filename: 'data.warc.gz',
    }
    return Buffer.from(`${surtOf(exchange.url)} ${cdxTime(exchange.at)} ${JSON.stringify(about)}\n`)
  })
  return Buffer.concat(lines.sort(Buffer.compare))
}
