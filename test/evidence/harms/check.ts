import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openBundle } from '../../../src/custody/open-bundle.ts'
import { readTrust } from '../../../src/custody/read-trust.ts'
import { verifyBundle } from '../../../src/evidence/verify/bundle.ts'
import { type Fault, openFindings } from '../../../src/evidence/verify/findings.ts'
import { noTrust } from '../../../src/evidence/verify/trust.ts'
import type { Judged, openJudge } from '../judge.ts'
import type { Bundle } from '../made-bundle.ts'
import type { Harm, HarmGround } from './ground.ts'

function writeFiles(folder: string, files: Bundle): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

export type Found = { ours: Fault[]; judged: Judged | null; place: string }

/** What both verifiers find in a harmed copy on the disk, as whoever was handed it would check it. */
export async function found([, , harm]: Harm, ground: HarmGround, judge: ReturnType<typeof openJudge>): Promise<Found> {
  const made = await harm(ground)
  const harmed = made instanceof Map ? { bundle: made } : made
  const folder = mkdtempSync(join(tmpdir(), 'harmed-'))
  const place = join(folder, harmed.zip ? 'bundle.zip' : 'bundle')
  try {
    if (harmed.zip) writeFileSync(place, harmed.zip)
    else writeFiles(place, harmed.bundle ?? new Map())
    harmed.after?.(place)
    if (harmed.trust) writeFiles(join(folder, 'trust'), harmed.trust)
    const trust = harmed.trust ? join(folder, 'trust') : null
    const findings = openFindings()
    const opened = await openBundle(place, findings)
    if (opened && (opened.files.size > 0 || findings.faults.length === 0)) {
      await verifyBundle(opened.files, trust ? await readTrust(trust) : noTrust, new Date(), findings)
    } else if (!opened) findings.fault(place, 'bundle', 'not a bundle')
    await opened?.close()
    return { ours: findings.faults, judged: (await judge?.judge(place, trust)) ?? null, place }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
