import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/evidence/hash.ts'
import { verifyBundle } from '../../src/evidence/verify/bundle.ts'
import { noTrust } from '../../src/evidence/verify/trust.ts'
import { hasJudge, openJudge } from './judge.ts'
import { type Bundle, type MadeEvent, madeBundle } from './made-bundle.ts'
import { hasOpenssl, type TestAuthority, testAuthority } from './test-authority.ts'

const filesOf = (bundle: Bundle) =>
  new Map(
    [...bundle].map(([path, bytes]) => [
      path,
      { bytes: bytes.length, read: async () => bytes, sha256: async () => sha256(bytes) },
    ]),
  )
const verified = (bundle: Bundle) => verifyBundle(filesOf(bundle), noTrust, new Date())

describe.skipIf(!hasOpenssl)('a bundle', () => {
  let authority: TestAuthority
  let whole: Bundle
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  beforeAll(async () => {
    authority = testAuthority()
    whole = await madeBundle({ authority })
  }, 60_000)
  afterAll(() => {
    authority.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const written = (bundle: Bundle, name: string): string => {
    for (const [path, bytes] of bundle) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true })
      writeFileSync(join(folder, name, path), bytes)
    }
    return join(folder, name)
  }

  it('of a listing, a seller, a search, a refused page and a purchase holds', async () => {
    const { faults, checked } = await verified(whole)
    expect(faults).toEqual([])
    expect(checked).toMatchObject({ captures: 4, entries: 14, events: 8, stamps: 6 })
  })

  it.skipIf(!hasJudge)('holds for the verifier from outside, too', async () => {
    const judge = openJudge()
    expect(await judge?.judge(written(whole, 'judged'))).toEqual({ ok: true, faults: [] })
    judge?.close()
  })

  it('holds for its own script', () => {
    const said = execFileSync('sh', ['verify.sh'], { cwd: written(whole, 'script'), encoding: 'utf8' })
    expect(said).toContain('holds, as far as this script checks')
    expect(said).not.toContain('FAULT')
  })

  const changed = (type: string, change: (event: MadeEvent) => void) => (event: MadeEvent) => {
    if (event.type === type) change(event)
  }
  it.each([
    [
      'a transfer that only one has accepted',
      changed('transferred', ({ details }) => details.acceptance?.pop()),
      /not accepted by both/,
    ],
    [
      'another bag than the one that was sealed',
      changed('stored', ({ details }) => Object.assign(details, { bag: 'B-2' })),
      /bag B-2/,
    ],
    [
      'a place given by somebody who does not hold it',
      changed('stored', ({ by }) => Object.assign(by, { name: 'Dana Weiss' })),
      /Eve Xaminer held it/,
    ],
    [
      'a chain with one left out',
      changed('bagged', (event) => Object.assign(event, { previous: 'cd'.repeat(32) })),
      /one is left out/,
    ],
    [
      'a photograph without a file',
      changed('photographed', (event) => Object.assign(event, { files: [] })),
      /without a file/,
    ],
    [
      'an order without a capture before it',
      changed('ordered', ({ details }) => Object.assign(details, { capture: 'cap-none' })),
      /not in this bundle/,
    ],
  ])(
    'with %s is broken, however well it is sealed',
    async (_, changeEvent, says) => {
      const { faults } = await verified(await madeBundle({ authority, changeEvent }))
      expect(faults.map((each) => each.says).join('\n')).toMatch(says)
      expect(faults.every(({ file }) => file.startsWith('data/'))).toBe(true)
    },
    60_000,
  )
})
