import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

/** Built by `npm test` before the tests run. */
const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'morgiana-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (args: string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, [program, ...args], { cwd: folder, env: { PATH: process.env['PATH'], ...env } })

async function ended(args: string[], env: Record<string, string> = {}) {
  const child = start(args, env)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code, out, err }
}

const keywords = Array.from({ length: 200 }, (_, index) => `halvard trail runner with a long name, number ${index}`)
const many = join(folder, 'many.yaml')
writeFileSync(many, `brand: Halvard\nkeywords: ${JSON.stringify(keywords)}\nmarketplaces: [ebay, aliexpress, amazon]\n`)

describe('the built program', () => {
  it('says mistakes of the settings and starts nothing', async () => {
    const env = { MORGIANA_PROT: '1', DATABASE_URL: 'postgres-secret' }
    const { code, out, err } = await ended(['status'], env)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toBe(
      'MORGIANA_PROT is not a setting, did you mean "MORGIANA_PORT"?\n' +
        'DATABASE_URL must be an address that starts with postgres:// or postgresql://\n',
    )
  })

  it('ends with 3 and file:line:column for a watchlist with a wrong key', async () => {
    writeFileSync(join(folder, 'wrong.yaml'), 'brand: Halvard\nkeywords: [a]\nmarketplaces: [ebay]\nschedul: x\n')
    const mistake = 'wrong.yaml:4:1  schedul: unknown key, did you mean "schedule"?\n'
    for (const verb of ['check', 'plan', 'scan']) {
      expect(await ended([verb, 'wrong.yaml'])).toEqual({ code: 3, out: '', err: mistake })
    }
  })

  it('writes all of a long answer before it ends', async () => {
    const { code, out } = await ended(['plan', '--json', many])
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(60_000)
    expect(JSON.parse(out).watches[0].searches).toHaveLength(400)
  })

  it('ends quietly when its reader goes away', async () => {
    const child = start(['plan', '--json', many])
    child.stdout.destroy()
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect({ code, err }).toEqual({ code: 0, err: '' })
  })
})
