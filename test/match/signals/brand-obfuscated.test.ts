import { describe, expect, it } from 'vitest'
import { halvard, seen, wordsSeen } from '../matched.ts'

const said = (title: string, brand = 'Halvard') =>
  seen('brand.obfuscated', { title }, { watch: halvard({ brand, aliases: [] }) })[0]?.text ?? null

describe('brand.obfuscated, strong: the brand’s name made hard to find', () => {
  it.each([
    ['Hаlvard shoes', 'lookalike letters'],
    ['Ηalvard shoes', 'lookalike letters'],
    ['H4lvard shoes', 'digits for letters'],
    ['Halv@rd shoes', 'symbols for letters'],
    ['H a l v a r d shoes', 'spaces or signs between the letters'],
    ['H.A.L.V.A.R.D shoes', 'spaces or signs between the letters'],
    ['H-a-l-v-a-r-d shoes', 'spaces or signs between the letters'],
    ['Hal\u200bvard shoes', 'invisible characters'],
    ['Hal\u2060v\ufeffard shoes', 'invisible characters'],
    ['𝐇𝐚𝐥𝐯𝐚𝐫𝐝 shoes', 'styled letters'],
    ['Ⓗⓐⓛⓥⓐⓡⓓ shoes', 'styled letters'],
    ['🅷🅰🅻🆅🅰🆁🅳 shoes', 'styled letters'],
    ['Ｈａｌｖａｒｄ shoes', 'full-width letters'],
    ['draVlaH shoes', 'the name backwards'],
    ['Hallvard shoes', 'a misspelling'],
    ['Havlard shoes', 'a misspelling'],
    ['Halverd shoes', 'a misspelling'],
    ['Hal vard shoes', 'a break inside the name'],
    ['HaIvard shoes', 'lookalike letters'],
    ['ʜᴀʟᴠᴀʀᴅ shoes', 'lookalike letters'],
    ['H̶a̶l̶v̶a̶r̶d̶ shoes', 'styled letters'],
    ['pɹɐʌlɐɥ shoes', 'letters upside down'],
    ['Ha*vard shoes', 'letters left out'],
    ['Hal**rd shoes', 'letters left out'],
    ['Hlvrd shoes', 'letters left out'],
    ['Рфдмфкв кроссовки', 'the wrong keyboard'],
    ['Hal\\/ard shoes', 'symbols for letters'],
  ])('%s: %s', (title, disguise) => {
    expect(said(title)).toContain(disguise)
  })

  it.each([
    ['Halvard shoes', 'the plain name'],
    ['HALVARD shoes', 'capitals'],
    ['Hálvard shoes', 'an accent'],
    ['Harvard shoes', 'another name'],
    ['Malvard shoes', 'another first letter'],
    ['Halva shoes', 'another word'],
    ['халвард кроссовки', 'mere transliteration'],
  ])('%s: nothing (%s)', (title) => {
    expect(said(title)).toBeNull()
  })

  it.each([
    ['adleV nirroN bag', 'the name backwards'],
    ['nirroN adleV bag', 'the name backwards'],
    ['Velda N bag', 'letters left out'],
  ])('a name of two words, %s: %s', (title, disguise) => {
    expect(said(title, 'Velda Norrin')).toContain(disguise)
  })

  it('lets full-width letters be in East Asian text, where they are ordinary', () => {
    expect(said('Ｈａｌｖａｒｄ スニーカー 新品')).toBeNull()
  })

  it.each([
    ['Novak Peak', 'NovakPeak boots', 'joined'],
    ["Orsa's", 'Orsas boots', 'an apostrophe left out'],
    ["Orsa's", 'Orsa’s boots', 'a curly apostrophe'],
  ])('%s in “%s” is no disguise (%s)', (brand, title) => {
    expect(said(title, brand)).toBeNull()
  })

  it('marks exactly the disguised name, in the original text', () => {
    expect(wordsSeen('brand.obfuscated', { title: '🔥👟 best H\u200ba\u200blvard 鞋' })).toBe('H\u200ba\u200blvard')
  })

  it('reads a picture that is the name', () => {
    const watch = halvard({ brand: 'Swan', aliases: [] })
    expect(wordsSeen('brand.obfuscated', { title: '🦢 trail shoes' }, { watch })).toBe('🦢')
  })
})
