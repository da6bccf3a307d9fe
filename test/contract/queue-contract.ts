import { describe } from 'vitest'
import { attemptsContract } from './attempts-contract.ts'
import { type Ground, prepare } from './ground.ts'
import { jobsContract } from './jobs-contract.ts'
import { outageContract } from './outage-contract.ts'
import { paceContract } from './pace-contract.ts'
import { repeatContract } from './repeat-contract.ts'
import type { Server } from './servers.ts'
import { workersContract } from './workers-contract.ts'

type Contract = { name: string; kind: Ground['kind']; start: () => Promise<Server>; cannot?: string | null }

/** What the queues promise, whatever engine they stand on. `cannot` says why this machine cannot run the engine. */
export function queueContract({ name, kind, start, cannot = null }: Contract): void {
  describe.skipIf(cannot !== null)(cannot === null ? name : `${name} (skipped: ${cannot})`, () => {
    const ground = prepare(kind, start)
    jobsContract(ground)
    attemptsContract(ground)
    paceContract(ground)
    repeatContract(ground)
    workersContract(ground)
    outageContract(ground)
  })
}
