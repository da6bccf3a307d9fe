import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * `refused`: nobody listens any more. `hung up`: somebody does, and ends every connection at once (a proxy, a restart).
 * `frozen`: connections stay and are made, and no byte passes; those that were there are dead for good, mended or not.
 */
export type Cut = 'refused' | 'hung up' | 'frozen'

/** A cable to a server that a test can cut and mend: the engine's address goes through it. */
export type Cable = {
  url: string
  cut(how: Cut): Promise<void>
  mend(): Promise<void>
  connections(): number
  hungUp(): number
}

export async function layCable(url: string): Promise<Cable> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let server: Server
  let isHungUp = false
  let isFrozen = false
  let hungUp = 0
  const join = (near: Socket): void => {
    if (isHungUp) {
      hungUp += 1
      near.destroy()
      return
    }
    sockets.add(near)
    near.on('error', () => near.destroy())
    near.on('close', () => sockets.delete(near))
    if (isFrozen) return
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  }
  const listen = async (port: number): Promise<number> => {
    server = createServer(join).listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return address !== null && typeof address !== 'string' ? address.port : 0
  }
  const port = await listen(0)
  const through = new URL(url)
  through.port = String(port)
  return {
    url: through.href,
    hungUp: () => hungUp,
    connections: () => sockets.size / 2,
    async cut(how) {
      isHungUp = how === 'hung up'
      isFrozen = how === 'frozen'
      if (isFrozen) {
        for (const socket of sockets) socket.unpipe().pause()
        return
      }
      const closed = isHungUp ? undefined : once(server, 'close')
      if (closed) server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async mend() {
      isHungUp = false
      isFrozen = false
      if (!server.listening) await listen(port)
    },
  }
}
