import { readdirSync, readFileSync } from 'node:fs'

const ticksASecond = 100
const lookMs = 25

/** Null for a process that ended while it was looked at. */
function statOf(process: string): string | null {
  try {
    return readFileSync(`/proc/${process}/stat`, 'utf8')
  } catch {
    return null
  }
}

/** CPU seconds and parent of each process that there is now. */
function processes(): Map<number, { parent: number; seconds: number }> {
  const found = new Map<number, { parent: number; seconds: number }>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = statOf(name)
    if (stat !== null) {
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const seconds = (Number(fields[11]) + Number(fields[12])) / ticksASecond
      found.set(Number(name), { parent: Number(fields[1]), seconds })
    }
  }
  return found
}

/**
 * CPU seconds of this process and of all that it starts, by looking at them forty times a second: what a process uses in
 * its last 25 ms is missed.
 */
export async function cpuSecondsOf(work: () => Promise<unknown>): Promise<number> {
  const most = new Map<number, number>()
  const first = new Map([...processes()].map(([id, { seconds }]) => [id, seconds]))
  const look = (): void => {
    const now = processes()
    const isOurs = (id: number): boolean =>
      id === process.pid || (now.has(id) && id > 1 && isOurs(now.get(id)?.parent ?? 0))
    for (const [id, { seconds }] of now) if (isOurs(id)) most.set(id, Math.max(most.get(id) ?? 0, seconds))
  }
  const looking = setInterval(look, lookMs)
  try {
    await work()
    look()
  } finally {
    clearInterval(looking)
  }
  return [...most].reduce((sum, [id, seconds]) => sum + seconds - (first.get(id) ?? 0), 0)
}
