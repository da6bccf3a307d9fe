import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/**
 * A way to a PostgreSQL on which it gives another version, as long as its own: what an older server answers.
 * @returns the database's address through it
 */
export async function withVersion(url: string, own: string, said: string): Promise<{ url: string; close(): void }> {
  const to = new URL(url)
  const [port, host] = [Number(to.port), to.hostname]
  const server = createServer((client) => {
    const onward = connect(port, host)
    client.pipe(onward)
    onward.on('data', (chunk) => client.write(Buffer.from(chunk.toString('latin1').replace(own, said), 'latin1')))
    onward.on('close', () => client.destroy())
    for (const socket of [client, onward]) socket.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  to.port = String((server.address() as AddressInfo).port)
  return { url: to.href, close: () => server.close() }
}
