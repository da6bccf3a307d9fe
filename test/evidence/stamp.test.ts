import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromPem } from '../../src/evidence/pem.ts'
import { checkStamp, readStamp } from '../../src/evidence/stamp/check-stamp.ts'
import { stampRequest } from '../../src/evidence/stamp/request.ts'
import { hasOpenssl, type TestAuthority, testAuthority } from './test-authority.ts'

const data = Buffer.from('what was seen')
const nonce = Buffer.from('00ff112233445566', 'hex')

// The authority is openssl's own: where there is none, nothing can be stamped.
describe.skipIf(!hasOpenssl)('a time stamp', () => {
  let authority: TestAuthority
  let other: TestAuthority
  let stamp: Buffer
  const rootsOf = ({ root }: TestAuthority) => fromPem(root, 'CERTIFICATE')
  beforeAll(() => {
    authority = testAuthority()
    other = testAuthority()
    stamp = authority.answer(stampRequest(data, nonce))
  })
  afterAll(() => {
    for (const each of [authority, other]) each.close()
  })

  it('is granted for our request, and holds for what it stamps', async () => {
    const checked = await checkStamp(stamp, data, rootsOf(authority), nonce)
    expect(checked).toMatchObject({ fault: null, tsa: 'morgiana TEST tsa' })
    expect(Math.abs(checked.genTime - Date.now())).toBeLessThan(60_000)
  })

  it.each([
    ['other data', () => checkStamp(stamp, Buffer.from('else'), rootsOf(authority)), /other data/],
    ['another root', () => checkStamp(stamp, data, rootsOf(other)), /signature does not hold/],
    ['another nonce', () => checkStamp(stamp, data, rootsOf(authority), Buffer.alloc(8, 7)), /nonce/],
    ['no root', () => checkStamp(stamp, data, []), /no TSA root/],
  ])('does not hold for %s', async (_, check, says) => {
    expect((await check()).fault).toMatch(says)
  })

  it('is not read when it is cut, longer, or anything else', () => {
    for (const bytes of [stamp.subarray(0, 700), Buffer.concat([stamp, Buffer.from('x')]), data, Buffer.alloc(0)]) {
      expect(() => readStamp(bytes)).toThrow(/TimeStampResp|granted|token/)
    }
  })

  it('never holds with one of its signed bytes changed', async () => {
    const at = Math.floor(stamp.length / 2)
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const harmed = Buffer.from(stamp)
        const place = (at + n * 7) % stamp.length
        harmed[place] = (harmed[place]! ^ 0x11) & 0xff
        return checkStamp(harmed, data, rootsOf(authority)).then(
          ({ fault, genTime, imprint }) => fault ?? `${genTime} ${imprint.toString('hex')}`,
          (error: Error) => error.message,
        )
      }),
    )
    const { genTime, imprint } = readStamp(stamp)
    // A byte of a certificate's own signature that the chain does not need may pass; what it says may not differ.
    for (const outcome of outcomes)
      if (/^\d/.test(outcome)) expect(outcome).toBe(`${genTime} ${imprint.toString('hex')}`)
    expect(outcomes.filter((each) => !/^\d/.test(each)).length).toBeGreaterThan(20)
  })
})
