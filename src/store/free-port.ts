import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Below what Linux (from 32768), macOS and Windows (from 49152) give to outgoing connections: while a server is down, one of
 * those on its port would keep it from coming up again there for as long as the connection lasts.
 */
const ports = { from: 15_000, to: 32_000 }
const tries = 50

/** A port on loopback that nobody listens on, and that no connection is given by chance. @throws Error when none is found */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < tries; tried += 1) {
    const port = randomInt(ports.from, ports.to)
    if (await isFree(port)) return port
  }
  throw new Error(`none of ${tries} ports between ${ports.from} and ${ports.to} is free on loopback`)
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
