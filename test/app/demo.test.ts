import { describe, expect, it, onTestFinished } from 'vitest'
import { readSettings } from '../../config/settings.ts'
import { withDemoMarket } from '../../src/app/demo.ts'
import { demoMarket } from '../../src/bazaar/open-bazaar.ts'
import { freePort } from '../../src/store/free-port.ts'

const opened = async (env: Record<string, string>, ...asked: [string[], string?]) => {
  const reading = readSettings(env)
  if (!reading.ok) throw new Error(reading.mistakes.join('\n'))
  const market = await withDemoMarket(reading.settings, ...asked)
  onTestFinished(() => market.close())
  return market
}

describe('the demo market', () => {
  it('is opened where a listing of it was seen, so that it can be captured', async () => {
    const seenAt = `http://127.0.0.1:${await freePort()}`
    const { origin, settings } = await opened({}, ['bazaar'], `${seenAt}/item/1`)
    expect([origin, settings.origins.get('bazaar'), settings.allowLoopback]).toEqual([seenAt, seenAt, true])
    expect(Number(new URL(seenAt).port)).not.toBe(demoMarket.port)
  })

  it.each([
    ['nobody asks for it', {}, ['ebay']],
    [
      'a setting says where it is',
      { MORGIANA_ORIGINS: 'bazaar=http://127.0.0.1:9', MORGIANA_ALLOW_LOOPBACK: 'yes' },
      ['bazaar'],
    ],
  ])('is not opened when %s', async (_, env, marketplaces) => {
    expect((await opened(env, marketplaces)).origin).toBeNull()
  })
})
