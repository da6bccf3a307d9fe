import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A wire to PostgreSQL that loses answers: what was asked has happened, and who asked is never told. */
export type ForgetfulWire = { url: string; dropped(): number; close(): Promise<void> }

/** Which answers are lost: called for each statement that is done, with its command tag ("COMMIT", "SELECT 3"). */
export type Drops = (tag: string) => boolean

/** Type and length of a message of PostgreSQL's protocol (its manual, 54.7); the length counts itself. */
const headBytes = 5

/**
 * Passes bytes both ways. The first answer of a connection that is to be lost is not passed on, nor anything after it: the
 * connection is reset, as by a network that fails just then.
 */
export async function layForgetfulWire(url: string, drops: Drops): Promise<ForgetfulWire> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let dropped = 0
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
    near.pipe(far)
    let held = Buffer.alloc(0)
    far.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk])
      for (let end = endOfFirst(held); end > 0; end = endOfFirst(held)) {
        const message = held.subarray(0, end)
        held = held.subarray(end)
        if (message[0] === 'C'.charCodeAt(0) && drops(message.toString('latin1', headBytes, end - 1))) {
          dropped += 1
          near.resetAndDestroy()
          far.destroy()
          return
        }
        near.write(message)
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const through = new URL(url)
  through.port = String(address !== null && typeof address !== 'string' ? address.port : 0)
  return {
    url: through.href,
    dropped: () => dropped,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** The length of the first whole message, 0 while there is none. */
function endOfFirst(held: Buffer): number {
  if (held.length < headBytes) return 0
  const end = 1 + held.readUInt32BE(1)
  return held.length < end ? 0 : end
}
