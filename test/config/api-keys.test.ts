import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyParts, settingsOfKey } from '../../config/api-keys.ts'
import { readSettings } from '../../config/settings.ts'
import { marketplaces } from '../../src/marketplaces/registry.ts'

const ebay = { MORGIANA_EBAY_CLIENT_ID: 'an-id', MORGIANA_EBAY_CLIENT_SECRET: 'very-secret' }

describe('the keys to official APIs', () => {
  it('are read whole, each part by its name', () => {
    const reading = readSettings({ ...ebay, MORGIANA_API_CALLS: 'ebay=20000' })
    expect(reading.ok && [...reading.settings.apiKeys]).toEqual([
      ['ebay', { clientId: 'an-id', clientSecret: 'very-secret' }],
    ])
    expect(reading.ok && reading.settings.apiCalls.get('ebay')).toBe(20_000)
  })

  it.each([
    [
      { MORGIANA_EBAY_CLIENT_SECRET: 'very-secret' },
      'MORGIANA_EBAY_CLIENT_SECRET needs MORGIANA_EBAY_CLIENT_ID beside it',
    ],
    [{ MORGIANA_ALIEXPRESS_SESSION: 'very-secret' }, 'MORGIANA_ALIEXPRESS_APP_KEY and MORGIANA_ALIEXPRESS_APP_SECRET'],
    [
      { ...ebay, MORGIANA_EBAY_CLIENT_SECRET: 'very-secret\nx' },
      'MORGIANA_EBAY_CLIENT_SECRET must be 4 to 4,000 printable',
    ],
    [{ MORGIANA_EBAY_CLIENTID: 'very-secret' }, 'did you mean "MORGIANA_EBAY_CLIENT_ID"?'],
  ])('that are half there, or no key at all, are mistakes that tell no secret', (env, said) => {
    const reading = readSettings(env)
    const mistakes = reading.ok ? [] : reading.mistakes
    expect(mistakes).toEqual([expect.stringContaining(said)])
    expect(mistakes.join()).not.toContain('very-secret')
  })

  it('never stand in a mistake, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), fc.constantFrom(...keyParts), (secret, part) => {
        const reading = readSettings({ [part.env]: secret })
        const said = reading.ok ? '' : reading.mistakes.join('\n')
        expect(secret.trim().length > 11 && said.includes(secret)).toBe(false)
      }),
    )
  })

  it.each(marketplaces.filter((each) => each.api).map((each) => each.id))('%s: has settings for its key', (id) => {
    expect(settingsOfKey(id).needed.length).toBeGreaterThan(0)
  })
})
