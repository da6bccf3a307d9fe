import { describe, expect, it } from 'vitest'
import { seen, wordsSeen } from '../matched.ts'

describe('wording.replica, strong: the listing calls the goods a copy and does not deny it', () => {
  it.each([
    ['Halvard trail shoes replica', 'replica'],
    ['Halvard first copy shoes', 'first copy'],
    ['Halvard Laufschuhe, kein Original', 'kein Original'],
    ['Кроссовки Халвард люкс копия', 'люкс копия'],
    ['Halvard 高仿 运动鞋', '高仿'],
    ['Halvard スーパーコピー スニーカー', 'スーパーコピー'],
    ['할바드 Halvard 레플리카 운동화', '레플리카'],
    ['Halvard ayakkabı çakma', 'çakma'],
    ['Halvard tênis réplica', 'réplica'],
    ['حذاء Halvard هاي كوبي', 'هاي كوبي'],
    ['Giày Halvard hàng fake', 'hàng fake'],
    ['รองเท้า Halvard ของก๊อป', 'ของก๊อป'],
    ['Halvard podróbka buty', 'podróbka'],
    ['Halvard παπούτσια απομίμηση', 'απομίμηση'],
    ['Halvard נעליים חיקוי', 'חיקוי'],
  ])('%s: sees “%s”', (title, words) => {
    expect(wordsSeen('wording.replica', { title })).toBe(words)
  })

  it.each([
    ['Halvard shoes, no fakes', 'denied'],
    ['Halvard shoes, not a replica', 'denied'],
    ['Halvard кроссовки, не реплика', 'denied'],
    ['Halvard 운동화 가품 아님', 'denied behind the word'],
    ['Halvard シューズ コピー品ではありません', 'denied behind the word'],
    ['Halvard çakma değil', 'denied behind the word'],
    ['Beware of Halvard replicas', 'a warning'],
    ['Halvard 运动鞋 谨防假货', 'a warning'],
    ['Halvard shoes reported', 'a part of a word'],
    ['Halvard cadou nepotrivit', 'a Romanian word that begins like a Dutch one'],
  ])('%s: sees nothing (%s)', (title) => {
    expect(seen('wording.replica', { title })).toEqual([])
  })
})
