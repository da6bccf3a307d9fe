import { basename } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { found } from './harms/check.ts'
import { type Harm, type HarmGround, openHarmGround } from './harms/ground.ts'
import { adversaryHarms } from './harms/of-adversaries.ts'
import { byteHarms, resealedByteHarms } from './harms/of-bytes.ts'
import { captureHarms } from './harms/of-captures.ts'
import { fileHarms } from './harms/of-files.ts'
import { logHarms } from './harms/of-log.ts'
import { rewrittenLogHarms } from './harms/of-rewritten-logs.ts'
import { sealHarms } from './harms/of-seals.ts'
import { zipHarms } from './harms/of-zips.ts'
import { hasJudge, openJudge } from './judge.ts'
import { hasOpenssl, testAuthority } from './test-authority.ts'

// Hundreds of bundles are made and checked: HARMS=all takes all of them, a run of the suite a part of each table.
const all = process.env['HARMS'] === 'all'
const some = (harms: readonly Harm[], every: number, first = 0): Harm[] =>
  harms.filter((_, at) => all || at % every === first)

describe.skipIf(!hasOpenssl)('a harmed copy of a bundle', () => {
  const authority = hasOpenssl ? testAuthority() : null
  const judge = openJudge()
  let ground: HarmGround
  beforeAll(async () => {
    ground = await openHarmGround(authority!)
  }, 60_000)
  afterAll(() => {
    judge?.close()
    authority?.close()
  })

  /** Each harm that is not found, or found in another file than the one that was harmed. */
  const missed = async (harms: readonly Harm[]): Promise<string[]> => {
    const notFound: string[] = []
    for (const harm of harms) {
      const { ours } = await found(harm, ground, null)
      const [name, file] = harm
      const isNamed = file === null ? ours.length > 0 : ours.some((fault) => fault.file === file)
      if (!isNamed)
        notFound.push(`${name}: ${ours.map((fault) => `${fault.file}: ${fault.says}`).join('; ') || 'holds'}`)
    }
    return notFound
  }

  it('of which a file of any kind is changed, cut, renamed or taken away is broken, and names it', async () => {
    expect(await missed(some(byteHarms(ground.whole), 13))).toEqual([])
  }, 1_200_000)

  it('that was sealed anew with the real key is broken all the same, and names what was changed', async () => {
    expect(await missed(some(resealedByteHarms(ground.whole), 11))).toEqual([])
  }, 1_200_000)

  it('with files added, swapped or linked, manifests cut, or keys of others is broken', async () => {
    expect(await missed(some([...fileHarms, ...sealHarms], 5))).toEqual([])
  }, 300_000)

  it('with another log is broken, whoever has signed it', async () => {
    expect(await missed(some([...logHarms, ...rewrittenLogHarms], 3, 1))).toEqual([])
  }, 300_000)

  it('by somebody who knows the format well is broken', async () => {
    expect(await missed(some(adversaryHarms, 4, 1))).toEqual([])
  }, 300_000)

  it('in a zip that hides something is broken', async () => {
    expect(await missed(some(zipHarms, 1))).toEqual([])
  }, 300_000)

  it('whose captures contradict themselves is broken, however well they are packed, logged and sealed', async () => {
    expect(await missed(some(captureHarms, 9, 2))).toEqual([])
  }, 1_200_000)

  /** What only our verifier takes for a fault: the one from outside reads past it. */
  const ourOwn =
    /fewer bytes than it says|bytes behind it|^a folder in place of a file|another zip behind it|price (?:of no|that is)|corrects nothing/

  it.skipIf(!hasJudge)(
    'is broken for the verifier from outside in the same files',
    async () => {
      const tables = [
        fileHarms,
        logHarms,
        zipHarms,
        adversaryHarms,
        captureHarms,
        byteHarms(ground.whole),
        resealedByteHarms(ground.whole),
      ]
      for (const harm of tables.flatMap((table) => some(table, 127, 5))) {
        const { ours, judged, place } = await found(harm, ground, judge)
        if (ourOwn.test(harm[0])) continue
        const named = (faults: readonly { file: string }[]) =>
          new Set(faults.map(({ file }) => (file === place ? basename(place) : file)))
        const ourNames = named(ours)
        expect(judged!.ok, harm[0]).toBe(false)
        expect(
          [...named(judged!.faults)].filter((file) => !ourNames.has(file)),
          harm[0],
        ).toEqual([])
      }
    },
    2_400_000,
  )
})
