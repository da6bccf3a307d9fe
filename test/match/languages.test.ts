import { describe, expect, it } from 'vitest'
import { halvard, scoreOf } from './matched.ts'

const watch = halvard({ aliases: ['хальвард', '哈尔瓦', 'ハルヴァード', '할바드', 'هالفارد'] })
const price = { amount: '119.00', currency: 'USD' }

// Written by the author of the lexicon, from general knowledge: they show that the rules hold, not that the words are right.
describe('a copy at the full price, by its words alone', () => {
  it.each([
    ['en', 'Halvard shoes 1:1 replica, best batch'],
    ['de', 'Halvard Schuhe, Replik in Spiegelqualität'],
    ['fr', 'Chaussures Halvard réplique qualité miroir'],
    ['es', 'Zapatillas Halvard réplica calidad espejo'],
    ['pt', 'Tênis Halvard réplica primeira linha'],
    ['it', 'Scarpe Halvard replica qualità specchio'],
    ['nl', 'Halvard schoenen namaak spiegelkwaliteit'],
    ['sv', 'Halvard skor kopia av originalet, piratkopia'],
    ['da', 'Halvard sko kopivare'],
    ['no', 'Halvard sko kopivare, ikke ekte'],
    ['fi', 'Halvard kengät kopio'],
    ['pl', 'Buty Halvard podróbka jakość 1:1'],
    ['cs', 'Boty Halvard padělek'],
    ['sk', 'Topánky Halvard falzifikát'],
    ['hu', 'Halvard cipő hamisítvány'],
    ['ro', 'Pantofi Halvard contrafăcuți, replică'],
    ['bg', 'Обувки Halvard реплика'],
    ['sr', 'Patike Halvard kopija 1:1'],
    ['el', 'Παπούτσια Halvard απομίμηση'],
    ['ru', 'Кроссовки хальвард люкс копия'],
    ['uk', 'Кросівки Halvard копія люкс'],
    ['tr', 'Halvard ayakkabı çakma A kalite'],
    ['ar', 'حذاء Halvard هاي كوبي ماستر كوالتي'],
    ['fa', 'کفش Halvard های کپی'],
    ['he', 'נעלי Halvard חיקוי'],
    ['hi', 'Halvard जूते फर्स्ट कॉपी'],
    ['bn', 'Halvard জুতা মাস্টার কপি'],
    ['ur', 'Halvard جوتے ماسٹر کاپی'],
    ['th', 'รองเท้า Halvard งานมิลเลอร์'],
    ['vi', 'Giày Halvard siêu cấp like auth'],
    ['id', 'Sepatu Halvard KW super'],
    ['ms', 'Kasut Halvard tiruan'],
    ['zh', '哈尔瓦 运动鞋 高仿 一比一'],
    ['zh-Hant', 'Halvard 運動鞋 高仿貨'],
    ['ja', 'ハルヴァード スニーカー スーパーコピー'],
    ['ko', '할바드 운동화 레플리카 미러급'],
  ])('%s: %s is a hit', (_, title) => {
    expect(scoreOf({ title, price }, { watch }).isHit).toBe(true)
  })
})

describe('an evasion, by its words alone', () => {
  it.each([
    ['en', 'Halvard style shoes, logo by whatsapp only'],
    ['de', 'Schuhe wie Halvard, Logo per PN'],
    ['fr', 'Baskets Halvard logo en MP'],
    ['es', 'Zapatillas Halvard logo por privado'],
    ['pt', 'Tênis Halvard logo no privado'],
    ['it', 'Scarpe Halvard logo in privato'],
    ['sv', 'Halvard skor, loggan är dold på bilden, logga via dm'],
    ['hu', 'Halvard cipő, logó privátban'],
    ['ro', 'Pantofi Halvard, logo în privat'],
    ['el', 'Παπούτσια Halvard, λογότυπο σε μήνυμα'],
    ['ru', 'Кроссовки Halvard, логотип на фото скрыт'],
    ['uk', 'Кросівки Halvard, логотип прихований'],
    ['he', 'נעלי Halvard לוגו בפרטי'],
    ['fa', 'کفش Halvard لوگو در دایرکت'],
    ['zh', 'Halvard 运动鞋 实物有标 图片已遮标'],
    ['ja', 'Halvard 靴 ロゴ隠しています'],
    ['ko', 'Halvard 신발 로고 가림 실물 로고 있음'],
    ['th', 'รองเท้า Halvard ทักแชทดูโลโก้'],
  ])('%s: %s is a hit', (_, title) => {
    expect(scoreOf({ title, price }, { watch }).isHit).toBe(true)
  })
})

describe('an honest listing', () => {
  it.each([
    ['en', 'Halvard trail shoes, brand new, message me for details'],
    ['en', 'Halvard trail shoes, no replicas, only originals'],
    ['en', 'Halvard shoes used, scuffs on the logo'],
    ['de', 'Halvard Schuhe neu, nie getragen, keine Fälschung, mit Rechnung'],
    ['de', 'Halvard Schuhe, den Karton habe ich noch, Marke: Halvard'],
    ['fr', 'Chaussures Halvard neuves, pas de contrefaçon, facture'],
    ['fr', 'Sac à dos et chaussures Halvard, je ne vends pas de faux'],
    ['es', 'Zapatillas Halvard nuevas, sin estrenar, marca Halvard, si tiene dudas pregunte'],
    ['es', 'Zapatillas Halvard, no son réplica'],
    ['pt', 'Tênis Halvard novo, não é réplica, nota fiscal'],
    ['it', 'Scarpe Halvard nuove, non sono repliche, che affare'],
    ['nl', 'Halvard schoenen nieuw, geen namaak, op voorraad'],
    ['sv', 'Halvard skor, äkta, ingen kopia'],
    ['pl', 'Buty Halvard nowe, to nie podróbka, paragon'],
    ['ro', 'Pantofi Halvard noi cu factură, nu sunt replici'],
    ['hu', 'Halvard cipő új, nem hamis'],
    ['ru', 'Кроссовки Halvard новые, не реплика, чек'],
    ['uk', 'Кросівки Halvard нові, не підробка'],
    ['tr', 'Halvard ayakkabı sıfır, çakma değil, faturalı'],
    ['ar', 'حذاء Halvard جديد ليس تقليد'],
    ['hi', 'Halvard जूते नए, नकली नहीं'],
    ['th', 'รองเท้า Halvard ใหม่ ไม่ใช่ของก๊อป'],
    ['vi', 'Giày Halvard mới, nói không với hàng fake'],
    ['id', 'Sepatu Halvard baru, bukan KW'],
    ['zh', '哈尔瓦 运动鞋 全新 专柜购入 假一赔十 拒绝假货'],
    ['ja', 'ハルヴァード スニーカー 新品 コピー品ではありません'],
    ['ko', '할바드 운동화 새상품 가품 아님'],
  ])('%s: %s is no hit', (_, title) => {
    const { isHit, score } = scoreOf({ title, price }, { watch })
    expect(isHit ? score.findings : []).toEqual([])
  })
})
