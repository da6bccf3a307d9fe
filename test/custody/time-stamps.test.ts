import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTimeStamps } from '../../src/custody/time-stamps.ts'
import { fromPem } from '../../src/evidence/pem.ts'
import { stampRequest } from '../../src/evidence/stamp/request.ts'
import { hasOpenssl, type TestAuthority, testAuthority } from '../evidence/test-authority.ts'

const data = Buffer.from('what was seen')
const otherNonce = Buffer.from('0102030405060708', 'hex')

// Each authority is openssl's own.
describe.skipIf(!hasOpenssl)('of several time-stamp authorities', () => {
  let good: TestAuthority
  let other: TestAuthority
  let ended: TestAuthority
  const closing: (() => void)[] = []
  beforeAll(() => {
    ;[good, other, ended] = [testAuthority('good'), testAuthority('other'), testAuthority('ended', 'ended')]
    closing.push(good.close, other.close, ended.close)
  })
  afterAll(() => {
    for (const close of closing) close()
  })

  /** One that answers as it is told: with bytes, with a status, or never. */
  const serve = async (answer: (request: Buffer) => Buffer | number | null) => {
    let asked = 0
    const listener: RequestListener = async (request, response) => {
      asked++
      const given = answer(await buffer(request))
      if (typeof given === 'number') response.writeHead(given).end()
      else if (given) response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(given)
    }
    const server = createServer(listener)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked: () => asked }
  }
  const rootsOf = (...authorities: TestAuthority[]) => authorities.flatMap(({ root }) => fromPem(root, 'CERTIFICATE'))
  const asking = (urls: readonly string[], roots: readonly Buffer[], answerMs = 5_000) => {
    const told: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => told.push(JSON.parse(line).why) })
    return { told, stamps: openTimeStamps({ urls, roots, log, now: () => new Date(), answerMs }) }
  }

  it('the first that answers properly is taken, and nobody after it is asked', async () => {
    const [first, second] = [
      await serve((request) => good.answer(request)),
      await serve((request) => other.answer(request)),
    ]
    const { told, stamps } = asking([first.url, second.url], rootsOf(good, other))
    expect((await stamps.stamp(data))?.tsa).toBe('morgiana TEST tsa good')
    expect([first.asked(), second.asked(), told]).toEqual([1, 0, []])
  })

  it.each<[string, (request: Buffer) => Buffer | number | null, RegExp]>([
    ['another nonce', () => good.answer(stampRequest(data, otherNonce)), /nonce/],
    ['the stamp of other data', () => good.answer(stampRequest(Buffer.from('else'), otherNonce)), /other data/],
    ['a certificate that has ended', (request) => ended.answer(request), /signature does not hold|certificate/],
    ['a root that is not known', (request) => unknown().answer(request), /signature does not hold/],
    ['something else', () => Buffer.from('<html>welcome</html>'), /TimeStampResp/],
    ['nothing in it', () => Buffer.alloc(0), /TimeStampResp/],
    ['more than a stamp', () => Buffer.alloc(100_000, 48), /too long/],
    ['503', () => 503, /503/],
    ['nothing at all', () => null, /timeout|aborted/i],
  ])('one that answers with %s is told, and the next is asked', async (_, answer, says) => {
    const [wrong, right] = [await serve(answer), await serve((request) => good.answer(request))]
    const { told, stamps } = asking([wrong.url, right.url], rootsOf(good, ended), 3_000)
    const stamp = await stamps.stamp(data)
    expect(stamp?.tsa).toBe('morgiana TEST tsa good')
    expect(told).toEqual([expect.stringMatching(says)])
  })
  const unknown = () => other

  it('one whose clock is far from ours is told, since its stamp would not hold for what was just seen', async () => {
    const right = await serve((request) => good.answer(request))
    const told: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => told.push(JSON.parse(line).why) })
    const now = () => new Date(Date.now() + 60_000)
    expect(await openTimeStamps({ urls: [right.url], roots: rootsOf(good), log, now }).stamp(data)).toBeNull()
    expect(told).toEqual([expect.stringMatching(/clock/)])
  })

  it('when none answers there is no stamp, and each is told', async () => {
    const [down, dead] = [await serve(() => 500), 'http://127.0.0.1:9/']
    const { told, stamps } = asking([down.url, dead], rootsOf(good))
    expect(await stamps.stamp(data)).toBeNull()
    expect(told).toEqual([expect.stringMatching(/500/), expect.stringMatching(/refused|ECONN/i)])
  })
})
