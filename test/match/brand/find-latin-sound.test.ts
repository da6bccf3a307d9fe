import { describe, expect, it } from 'vitest'
import { foundIn, linksFound } from './found.ts'

describe('a Latin respelling by ear', () => {
  it.each([
    ['Duracella', [], 'Durazela batterie', 'Durazela'],
    ['Xanovel', [], 'Ksanowel perfume', 'Ksanowel'],
    ['Casimor', [], 'Kazimor watch', 'Kazimor'],
    ['New Velance', [], 'Nyu Velans krossovki', 'Nyu Velans'],
    ['Sulwanoo', ['сульвану'], 'Solwanu serum', 'Solwanu'],
    ['Rhaxto', ['ракстовель'], 'Rakstovel krem', 'Rakstovel'],
  ])('of %s %j: %s', (brand, aliases, title, words) => {
    const [link] = linksFound(brand, aliases, title)
    expect(link).toMatchObject({ written: words, disguise: 'spelled by ear' })
  })

  it.each([
    ['Canono', 'Cannes film', 'other vowels'],

    ['Optimara Nuton', 'optimara of another word', 'a word of the name itself'],
    ['Koach', 'coach bus', 'a dictionary word'],
  ])('%s is not “%s”: %s', (brand, title) => {
    const words = foundIn(brand, brand === 'Optimara Nuton' ? ['оптимара'] : [], title)
    expect(words === null || words === 'Phelda').toBe(true)
  })
})
