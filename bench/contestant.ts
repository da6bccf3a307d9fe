/** What a contestant says at its end, a JSON line on standard output. CPU is user and system time of its own process. */
export type Result = {
  pages: number
  listings: number
  cpuMs: number
  wallMs: number
  rssPeakMb: number
  also?: Record<string, number>
}

/** What every contestant is told: which pages, and where the market is. */
export type Task = { origin: string; urls: string[]; concurrency: number; data: string }

/** What fetches pages and does something with them. `also` is what it cost elsewhere. */
export type Way = {
  run(urls: string[]): Promise<{ listings: number; also?: Record<string, number> }>
  close(): Promise<void>
}

export const taskOf = (argument: string | undefined): Task => JSON.parse(argument ?? '') as Task

/** Runs `work` after a warm-up on a few pages, and reports what the rest cost. */
export async function report(work: Way['run'], urls: string[], warmUp = 20): Promise<void> {
  await work(urls.slice(0, warmUp))
  globalThis.gc?.()
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  const { listings, also } = await work(urls)
  const spent = process.cpuUsage(cpu)
  const result: Result = {
    pages: urls.length,
    listings,
    cpuMs: (spent.user + spent.system) / 1_000,
    wallMs: performance.now() - startedAt,
    rssPeakMb: process.resourceUsage().maxRSS / 1_024,
    ...(also ? { also } : {}),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
}
