import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textSignature, textSimilarity } from '../../src/model/text-signature.ts'

const text =
  'Breathable trail runner with a knitted upper, a heel counter of recycled foam and a lugged sole for wet rock. ' +
  'Comes in a plain box, sizes 36 to 46, two pairs of laces. Wash by hand, dry in the shade, do not iron the logo.'
const other =
  'A table lamp of turned oak with a linen shade, for bulbs up to 40 watts, cable of two metres with a switch. ' +
  'Assembled by hand in a small workshop; grain and colour differ from piece to piece. Dust with a dry cloth only.'

const of = (given: string, lettersMin = 40) => textSignature(given, lettersMin)!
const alike = (one: string, two: string) => textSimilarity(of(one).signature, of(two).signature)
const shareBand = (one: string, two: string) => of(one).bands.some((band, at) => band === of(two).bands[at])

describe('the signature of a text', () => {
  it.each([
    ['the same in capitals', text.toUpperCase()],
    ['without its spaces and commas', text.replace(/[\s,]/g, '')],
    [
      'in full-width letters',
      text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
    ],
  ])('is the same: %s', (_, changed) => {
    expect(of(changed)).toEqual(of(text))
  })

  it.each([
    ['a brand put before it', `Halvard ${text}`],
    ['one sentence more', `${text} Ships tomorrow.`],
    ['one word of it changed', text.replace('recycled', 'ordinary')],
  ])('is near and shares a band: %s', (_, changed) => {
    expect(alike(text, changed)).toBeGreaterThanOrEqual(0.8)
    expect(shareBand(text, changed)).toBe(true)
  })

  it('is far from that of another text, and shares no band', () => {
    expect(alike(text, other)).toBeLessThan(0.2)
    expect(shareBand(text, other)).toBe(false)
  })

  it('is not made of a short text', () => {
    expect(textSignature('Halvard Trail Runner', 40)).toBeNull()
    expect(textSignature('—'.repeat(500), 40)).toBeNull()
  })

  it('has 32 bytes and 8 bands of 32 bits for any text, and is wholly like itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (given) => {
        const made = textSignature(given, 10)
        if (!made) return
        expect(made.signature).toMatch(/^[0-9a-f]{64}$/)
        expect(made.bands).toHaveLength(8)
        for (const band of made.bands) expect(band | 0).toBe(band)
        expect(textSimilarity(made.signature, made.signature)).toBe(1)
      }),
    )
  })
})
