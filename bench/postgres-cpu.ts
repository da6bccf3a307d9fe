import { readdirSync, readFileSync } from 'node:fs'

/** CPU of a server and its backends in ms: user and system ticks of 10 ms, ended children included (proc(5)). */
export function postgresCpuMs(data: string): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((stat) => stat !== null)
  const server = processes.find(({ pid, command }) => command.includes(data) && pid !== process.pid)
  const own = processes.filter(({ pid, parent }) => server && (pid === server.pid || parent === server.pid))
  return own.reduce((sum, { ticks }) => sum + ticks, 0) * 10
}

function statOf(name: string): { pid: number; parent: number; command: string; ticks: number } | null {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
    return { pid: Number(name), parent: Number(fields[1]), command, ticks }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null // it ended while we looked
    throw error
  }
}
