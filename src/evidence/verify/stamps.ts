import { Malformed } from '../malformed.ts'
import { checkStamp } from '../stamp/check-stamp.ts'
import type { Findings } from './findings.ts'

/** A stamp may come from a clock that is ahead of ours by no more than this. */
const futureMs = 300_000

/** @returns the stamp's genTime in milliseconds, also when it has other faults; null when it says none for these bytes */
export async function verifyStamp(
  file: string,
  stamp: Uint8Array,
  data: Uint8Array,
  dataName: string,
  { roots, now, findings }: { roots: readonly Buffer[]; now: Date; findings: Findings },
): Promise<number | null> {
  findings.checked.stamps++
  try {
    const { fault, genTime } = await checkStamp(stamp, data, roots)
    if (fault === 'is the stamp of other data') {
      findings.fault(file, 'stamp', `is the stamp of other data than ${dataName}`)
      return null
    }
    if (fault !== null) findings.fault(file, 'stamp', fault)
    if (genTime > now.getTime() + futureMs) {
      findings.fault(file, 'stamp', `genTime ${new Date(genTime).toISOString()} is in the future`)
    }
    return genTime
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    findings.fault(file, 'stamp', error.message)
    return null
  }
}
