import { describe, expect, it } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { run } from '../../src/cli/run.ts'
import { captureIo } from './captured-io.ts'

const settings = readSettings({})

describe('the demo market as a process of its own', () => {
  it('says where it is in one line of JSON, serves until it is asked to stop, and ends well', async () => {
    const stop = new AbortController()
    const io = { ...captureIo(), interrupted: stop.signal }
    const said = new Promise<string>((resolve) => {
      io.out = resolve
    })
    const ended = run(['bazaar', '--seed', '4', '--listings', '300'], io, settings)
    const { origin, ...rest } = JSON.parse(await said)
    expect(rest).toEqual({ seed: 4, listings: 300 })
    expect((await fetch(`${origin}/search?q=skarvane`)).status).toBe(200)
    stop.abort()
    expect(await ended).toBe(0)
    await expect(fetch(origin)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
  })

  it.each([
    [['--listings', 'many'], 2, /--listings must be a whole number/],
    [['--seeds', '4'], 2, /unknown option "--seeds", did you mean "--seed"\?/],
    [['--port', '99999'], 2, /--port must be a whole number from 0 to 65535/],
  ])('%j ends with %d and says why', async (args, code, why) => {
    const io = captureIo()
    expect(await run(['bazaar', ...args], io, settings)).toBe(code)
    expect(io.errLines.join('\n')).toMatch(why)
  })
})
