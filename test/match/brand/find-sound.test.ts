import { describe, expect, it } from 'vitest'
import { foundIn, linksFound } from './found.ts'

describe('a name spelled by ear in another script', () => {
  it.each([
    ['Halvard', 'халвард кроссовки', 'халвард'],
    ['Kestamor', 'κεσταμόρ παπούτσια', 'κεσταμόρ'],
    ['Brendo', 'μπρέντο τσάντα', 'μπρέντο'],
    ['Vorlando', 'וורלנדו שעון', 'וורלנדו'],
    ['Kestamor', 'كستامور حذاء', 'كستامور'],
    ['Kestirmi', 'كسترمي حذاء', 'كسترمي'],
    ['Dolcheni', 'دولتشيني عطر', 'دولتشيني'],
    ['Tavelin', 'टैवेलिन घड़ी', 'टैवेलिन'],
    ['Savonel', 'साबोनेल', null],
    ['Lumatix', 'ลูมาติกซ์ รองเท้า', 'ลูมาติกซ์'],
    ['Witara', 'ウィタラ バッグ', 'ウィタラ'],
    ['Vendisa', 'ヴェンディサ 靴', 'ヴェンディサ'],
    ['Tarmedo', 'ターメド 時計', 'ターメド'],
    ['Kredona', '크레도나 향수', '크레도나'],
    ['Perinot', 'перино духи', 'перино'],
    ['Louvan Thessel', 'луван тессел сумка', 'луван тессел'],
  ])('%s in “%s”: %s', (brand, title, words) => {
    expect(foundIn(brand, [], title)).toBe(words)
  })

  it('is heard by what an alias of another script says', () => {
    expect(foundIn('3K', ['쓰리케이스'], '스리케이스 마스크')).toBe('스리케이스')
  })

  it('may be a long katakana alias cut short', () => {
    expect(foundIn('Nobel Harmas', ['ノベルハーマス'], 'ノベルハー 靴')).toBe('ノベルハー')
    expect(foundIn('Nobel Harmas', ['ノベルハーマス'], 'ノベル 本')).toBeNull()
  })

  it.each(['халварды беговые', 'кроссовки от халварда', 'халвардский рюкзак'])(
    'hears an alias in the forms that a language gives it: %s',
    (title) => {
      expect(foundIn('Halvard', ['халвард'], title)).toMatch(/^халвард/)
    },
  )

  it.each([
    ['Kestamor', 'κέστα μόρια', 'two other words'],
    ['Creda', 'κάρτα μνήμης', 'a card: other vowels'],
    ['Vanso', '반지 은', 'a ring: another vowel'],
    ['Casimo', '까지 무료배송', 'a particle'],
    ['Fosilo', 'فصل الصيف', 'an Arabic word that leaves too many vowels out'],
  ])('%s is not “%s”: %s', (brand, title) => {
    expect(foundIn(brand, [], title)).toBeNull()
  })

  it('of two consonants is less sure than a longer one', () => {
    const [short] = linksFound('Sona', [], '소나 이어폰')
    const [long] = linksFound('Kestamor', [], '케스타모르 신발')
    expect(short?.sureness).toBeLessThan(0.6)
    expect(long?.sureness).toBeGreaterThan(0.7)
  })
})
