import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disguisesOf } from '../../../src/match/propose/disguises.ts'
import { proposeKeywords } from '../../../src/match/propose/propose.ts'
import { tellingWords, wordsOf } from '../../../src/match/propose/words.ts'
import type { SeenTitle } from '../../../src/store/learning/keyword-store.ts'
import { aWatch } from '../../builders.ts'
import { seen } from '../matched.ts'

describe('disguises of a name that can be typed', () => {
  const texts = (name: string) => disguisesOf(name).map(({ text }) => text)

  it.each([
    ['digits for letters', 'ha1vard', 'h4lv4rd'],
    ['signs for letters', 'h@lv@rd', 'h@lv@rd'],
    ['vowels left out', 'hlvrd', 'hlvrd'],
    ['spaces between the letters', 'h a l v a r d', 'h a l v a r d'],
    ['misspelled', 'halward', 'halvrd'],
    ['backwards', 'dravlah', 'dravlah'],
  ])('%s: %s', (how, one, other) => {
    const forms = disguisesOf('Halvard').filter((form) => form.how === how)
    expect(forms.map(({ text }) => text)).toEqual(expect.arrayContaining([one, other]))
  })

  it('are known to the matcher as the brand', () => {
    const known = texts('Halvard').filter(
      (text) => seen('brand.obfuscated', { title: `${text} trail shoes` }).length > 0,
    )
    expect(known.length / texts('Halvard').length).toBeGreaterThan(0.8)
  })

  it('are none for short names and other scripts, and never the name itself', () => {
    expect(texts('Vex')).toEqual([])
    expect(texts('ハルヴァード')).toEqual([])
    expect(texts('Norr Fell')).not.toContain('norr fell')
    expect(texts('Norr Fell')).not.toContain('norrfell')
  })

  it('are few, different and no markup, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (name) => {
        const all = texts(name)
        expect(all.length).toBeLessThanOrEqual(60)
        expect(new Set(all).size).toBe(all.length)
      }),
    )
  })
})

describe('words that hits say more often', () => {
  const titles = (title: string, isHit: boolean, count: number) =>
    Array.from({ length: count }, () => ({ title, isHit }))
  const all = [
    ...titles('Halvard shoes top batch', true, 20),
    ...titles('Halvard shoes', true, 10),
    ...titles('Halvard shoes new', false, 100),
    ...titles('Halvard top running', false, 20),
  ]

  it('are first those that hits alone say, not those that all say', () => {
    const [first] = tellingWords(all)
    expect(first).toMatchObject({ word: 'batch', inHits: 20, inOthers: 0 })
    expect(first!.z).toBeGreaterThan(3)
    expect(tellingWords(all).find(({ word }) => word === 'halvard')!.z).toBeLessThan(1.96)
  })

  it('are not surely told by one hit', () => {
    const once = [
      ...titles('Halvard mirror', true, 1),
      ...titles('Halvard', true, 20),
      ...titles('Halvard', false, 400),
    ]
    expect(tellingWords(once).find(({ word }) => word === 'mirror')!.z).toBeLessThan(1.96)
  })

  it('are nothing without hits, or without others', () => {
    expect(tellingWords(titles('Halvard', true, 9))).toEqual([])
    expect(tellingWords(titles('Halvard', false, 9))).toEqual([])
    expect(tellingWords([])).toEqual([])
  })

  it('are cut in scripts without spaces too, once a title', () => {
    expect(wordsOf('Halvard halvard 登山靴 高仿')).toEqual(['halvard', '登山', '高仿'])
    expect(wordsOf('Halvard HALVARD halvard')).toEqual(['halvard'])
  })
})

describe('keywords that are proposed', () => {
  const watch = aWatch({ keywords: ['halvard trail runner', 'replica halvard'] })
  const title = (text: string, isHit: boolean, disguised: string[] = []): SeenTitle => ({
    title: text,
    isHit,
    disguised,
  })
  const repeated = (count: number, one: SeenTitle) => Array.from({ length: count }, () => one)
  const titles = [
    ...repeated(6, title('Ha1vard shoes batch', true, ['Ha1vard'])),
    ...repeated(4, title('Halvard replica batch', true)),
    ...repeated(90, title('Halvard trail shoes', false)),
  ]
  const proposals = proposeKeywords(watch, titles, 3)
  const of = (keyword: string) => proposals.find((one) => one.keyword === keyword)

  it('come from disguises that hits use, with what they would have shown', () => {
    expect(proposals[0]).toEqual({
      ...{ keyword: 'ha1vard', from: 'disguise seen', hits: 6, titles: 6, perSearch: 2 },
      why: '6 of 6 listings that write the brand so are hits',
    })
  })

  it('come from words of hits, beside the brand', () => {
    expect(of('halvard batch')).toMatchObject({ from: 'word of hits', hits: 10, perSearch: 3.33 })
  })

  it('end with disguises that nobody was seen to use, which promise nothing', () => {
    const unseen = proposals.filter(({ from }) => from === 'disguise not seen yet')
    expect(unseen).toHaveLength(10)
    expect(unseen.every(({ perSearch }) => perSearch === 0)).toBe(true)
    expect(of('h4lv4rd')).toMatchObject({ hits: 0 })
    expect(unseen.map(({ keyword }) => keyword)).not.toContain('ha1vard')
  })

  it('are not those that are searched, in whatever order, nor the brand itself', () => {
    const keywords = proposals.map(({ keyword }) => keyword)
    expect(keywords).not.toContain('halvard replica')
    expect(keywords).not.toContain('halvard')
    const searched = { ...watch, keywords: ['HA1VARD', 'batch halvard'] }
    expect(proposeKeywords(searched, titles, 3).map(({ keyword }) => keyword)).not.toContain('ha1vard')
    expect(proposeKeywords(searched, titles, 3).map(({ keyword }) => keyword)).not.toContain('halvard batch')
  })

  it('are none of words without a hit yet', () => {
    const calm = proposeKeywords(watch, repeated(90, title('Halvard trail shoes', false)), 3)
    expect(calm.every(({ from }) => from === 'disguise not seen yet')).toBe(true)
  })
})
