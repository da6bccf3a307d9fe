import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const version = '2.5.3'

/**
 * ReplayWeb.page's two built files, by npm, which keeps them in its own cache; never shipped.
 * @returns null where the registry is away
 */
function replayFiles(): { ui: Buffer; worker: Buffer } | null {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'))
  try {
    const options = { cwd: folder, stdio: 'ignore', timeout: 60_000 } as const
    execFileSync('npm', ['pack', '--prefer-offline', '--ignore-scripts', `replaywebpage@${version}`], options)
    execFileSync('tar', ['xzf', `replaywebpage-${version}.tgz`, 'package/ui.js', 'package/sw.js'], options)
    const read = (name: string) => readFileSync(join(folder, 'package', name))
    return { ui: read('ui.js'), worker: read('sw.js') }
  } catch {
    return null // the registry is away: the test says so
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A page of loopback that replays one package. */
export async function openReplay(wacz: Buffer, url: string) {
  const files = replayFiles()
  if (!files) return null
  const page = `<!doctype html><meta charset="utf-8"><script src="/ui.js"></script>
<replay-web-page source="/capture.wacz" url="${url}" replaybase="/replay/" style="height:1200px;display:block"></replay-web-page>`
  const answers = new Map<string, [type: string, body: Buffer]>([
    ['/', ['text/html', Buffer.from(page)]],
    ['/ui.js', ['text/javascript', files.ui]],
    ['/replay/sw.js', ['text/javascript', files.worker]],
    ['/capture.wacz', ['application/wacz', wacz]],
  ])
  const server = createServer((request, response) => {
    const [type, body] = answers.get(new URL(request.url ?? '/', 'http://here').pathname) ?? []
    if (!type || !body) return void response.writeHead(404).end()
    // It reads the package by ranges, as it would from any shop of files.
    const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    if (from === undefined) {
      const headers = { 'content-type': type, 'content-length': body.length, 'accept-ranges': 'bytes' }
      return void response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : body)
    }
    const start = from === '' ? body.length - Number(to) : Number(from)
    const end = from === '' || to === '' || to === undefined ? body.length - 1 : Math.min(Number(to), body.length - 1)
    const headers = { 'content-type': type, 'content-range': `bytes ${start}-${end}/${body.length}` }
    response.writeHead(206, headers).end(body.subarray(start, end + 1))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
