import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

const types: Record<string, string> = {
  '/index.html': 'text/html; charset=utf-8',
  '/main.js': 'text/javascript; charset=utf-8',
  '/page.css': 'text/css; charset=utf-8',
  '/icon.svg': 'image/svg+xml',
}

type PageFile = { type: string; etag: string; plain: Bytes; br: Bytes; gzip: Bytes }
type Bytes = Uint8Array<ArrayBuffer>
export type PageFiles = {
  has(path: string): boolean
  answer(c: Context, path: string, status?: ContentfulStatusCode): Response
}

/** Compiled, the page lies beside this file; run from source, where `npm run build` put it. */
function folderOfPage(): string {
  const folders = ['./page/', '../../dist/src/web/page/'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const folder = folders.find((path) => existsSync(`${path}/main.js`))
  if (!folder) throw new Error('the page is not built: run "npm run build"')
  return folder
}

/** Reads the page's few files once and keeps them as they will be sent. @throws Error when the page is not built */
export async function readPageFiles(folder = folderOfPage()): Promise<PageFiles> {
  const files = new Map<string, PageFile>()
  for (const [path, type] of Object.entries(types)) {
    const bytes = await readFile(`${folder}${path}`)
    const [br, zipped] = await Promise.all([
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
      promisify(gzip)(bytes, { level: 9 }),
    ])
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    const [plain, brBytes, gzipBytes] = [bytes, br, zipped].map((from): Bytes => new Uint8Array(from))
    if (plain && brBytes && gzipBytes) files.set(path, { type, etag, plain, br: brBytes, gzip: gzipBytes })
  }
  return { has: (path) => files.has(path), answer: (c, path, status = 200) => answer(c, files.get(path), status) }
}

function answer(c: Context, file: PageFile | undefined, status: ContentfulStatusCode): Response {
  if (!file) return c.text('not found', 404)
  c.header('ETag', file.etag)
  c.header('Cache-Control', 'no-cache')
  c.header('Vary', 'Accept-Encoding')
  if (status === 200 && c.req.header('if-none-match') === file.etag) return c.body(null, 304)
  const accepted = c.req.header('accept-encoding') ?? ''
  const way = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'plain'
  if (way !== 'plain') c.header('Content-Encoding', way)
  c.header('Content-Type', file.type)
  return c.body(file[way], status)
}
