import type { Settings } from '../../../config/settings.ts'
import { DependencyDown } from '../../model/dependency-down.ts'
import { StartRefused } from '../../model/start-refused.ts'
import { type Ground, openCommand } from '../ground.ts'
import { type Check, type Diagnosis, type Patient, wrong } from './diagnosis.ts'
import { evidenceChecks } from './evidence.ts'
import { machineChecks } from './machine.ts'
import { serviceChecks } from './services.ts'

const checks: readonly Check[] = [...machineChecks, ...serviceChecks, ...evidenceChecks]

export type Examined = Diagnosis & { name: string }

/** Looks at everything, one after the other; what is broken does not keep the rest from being looked at. */
export async function examine(settings: Settings, now: () => Date, say: (each: Examined) => void): Promise<Examined[]> {
  let ground: Ground | null = null
  let noGround: unknown = null
  try {
    ground = await openCommand(settings)
  } catch (error) {
    noGround = error
  }
  const found: Examined[] = []
  try {
    for (const check of checks) {
      const each = { name: check.name, ...(await looked(check, { settings, ground, now }, noGround)) }
      found.push(each)
      say(each)
    }
  } finally {
    await ground?.close()
  }
  return found
}

async function looked(check: Check, patient: Patient, noGround: unknown): Promise<Diagnosis> {
  try {
    if (check.name === 'database' && noGround) throw noGround
    return await check.look(patient)
  } catch (error) {
    const says = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return wrong(kindOf(error, check), says, adviceOn(error))
  }
}

function kindOf(error: unknown, { kind }: Check): Check['kind'] {
  if (error instanceof DependencyDown) return 'dependency'
  return error instanceof StartRefused && error.because === 'configuration' ? 'configuration' : kind
}

const adviceOn = (error: unknown): string =>
  error instanceof DependencyDown
    ? 'start it, or put its address right; then morgiana doctor again'
    : 'see docs/operating.md'
