import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openSigningKeys } from '../../custody/signing-keys.ts'
import { openTimeStamps } from '../../custody/time-stamps.ts'
import { isNotTaken } from '../../model/head-giving.ts'
import { openLog } from '../../telemetry/log.ts'
import { openEvidence, timeStampRoots } from '../evidence.ts'
import { headReceivers } from '../head-receivers.ts'
import { type Check, type Diagnosis, good, type Patient, warning, wrong } from './diagnosis.ts'

const withoutDatabase: Diagnosis = warning('not looked at: the database cannot be used', 'mend the database first')
const noLog = 'there is no evidence yet, and no log'
const headTooOldMs = 2 * 86_400_000
const shownMax = 3

/** What evidence stands on. */
export const evidenceChecks: readonly Check[] = [
  {
    name: 'evidence log',
    kind: 'integrity',
    look: async ({ settings, ground }) => {
      if (!ground) return withoutDatabase
      const tip = await ground.store.evidenceLog.tip()
      if (!tip) return good(noLog)
      const evidence = await openEvidence(settings, ground.store, openLog('silent'))
      const { faults } = await evidence.verifyLog()
      if (faults.length === 0) return good(`${tip.size} entries that go on from every head that is kept`)
      const shown = faults.slice(0, shownMax).map(({ file, says }) => `${file}: ${says}`)
      const says = `it was changed: ${shown.join('; ')}`
      return wrong('integrity', says, 'morgiana evidence verify --all says more; ask who wrote to the database')
    },
  },
  { name: 'signing keys', kind: 'configuration', look: lookAtKeys },
  { name: 'time stamps', kind: 'dependency', look: lookAtTimeStamps },
  {
    name: 'heads',
    kind: 'dependency',
    look: async ({ settings, ground, now }) => {
      if (!ground) return withoutDatabase
      const { targets, witnesses } = headReceivers(settings, now)
      const tip = await ground.store.evidenceLog.tip()
      const state = await ground.store.givings.state()
      const failed = state.map(({ newest }) => newest).filter(isNotTaken)
      if (failed.length > 0) {
        const says = failed.map(({ target, why }) => `${target}: ${why}`).join('; ')
        return wrong('dependency', `not given out to ${says}`, 'mend it, then morgiana evidence give')
      }
      if (targets.length + witnesses.length === 0) {
        const advice = 'set MORGIANA_HEADS_MAIL, MORGIANA_HEADS_WEBHOOK or MORGIANA_WITNESSES'
        return warning('nobody outside is given heads: a log that is written anew may not be found', advice)
      }
      const newest = (await ground.store.evidenceLog.givenHeads()).at(-1)
      const isOld =
        tip && newest?.size !== tip.size && (newest?.givenAt?.getTime() ?? 0) < now().getTime() - headTooOldMs
      return isOld
        ? warning(
            'none was given out for two days, although the log grew',
            'morgiana up or work does it daily: is it running?',
          )
        : good(`${newest ? `the head of ${newest.size} entries was given to ${newest.givenTo.join(', ')}` : noLog}`)
    },
  },
]

async function lookAtKeys({ settings, ground }: Patient): Promise<Diagnosis> {
  if (!ground) return withoutDatabase
  const rows = await ground.store.evidenceLog.keys()
  const tip = await ground.store.evidenceLog.tip()
  const inForce = (['log', 'wacz'] as const).flatMap((each) => rows.findLast(({ purpose }) => purpose === each) ?? [])
  if (!tip || inForce.length === 0) return good(noLog)
  const folder = join(settings.dataFolder, 'evidence', 'keys')
  const keys = openSigningKeys(folder)
  for (const { purpose, keyId } of inForce) {
    await (purpose === 'log' ? keys.logKey(keyId, tip.origin) : keys.packageKey(keyId))
    const { mode } = await stat(join(folder, `${keyId}.pem`))
    if ((mode & 0o077) !== 0) {
      return wrong('configuration', `${keyId}.pem can be read by others than its owner`, `chmod 600 ${folder}/*.pem`)
    }
  }
  return good(`both are in ${folder}: back them up`)
}

async function lookAtTimeStamps({ settings, now }: Patient): Promise<Diagnosis> {
  if (settings.timeStamps.length === 0) {
    return warning('no authority is set: captures stay unstamped', 'set MORGIANA_TSA and MORGIANA_TSA_ROOTS')
  }
  const roots = await timeStampRoots(settings)
  const failed: string[] = []
  const told: string[] = []
  for (const url of settings.timeStamps) {
    const whys: string[] = []
    const log = { warn: ({ why }: { why: string }) => whys.push(why) }
    const stamps = openTimeStamps({ urls: [url], roots, log, now })
    const stamp = await stamps.stamp(randomBytes(32))
    const host = new URL(url).host
    if (stamp) told.push(`${host} stamps, its clock is ${stamps.clock()?.offsetMs ?? 0} ms from ours`)
    else failed.push(`${host}: ${whys.join('; ')}`)
  }
  if (failed.length === 0) return good(told.join('; '))
  const says = [...failed, ...told].join('; ')
  return told.length > 0
    ? warning(says, 'the others stand in for it; mend or take it out of MORGIANA_TSA')
    : wrong('dependency', says, 'none stamps: captures stay unstamped, and no bundle can be sealed')
}
