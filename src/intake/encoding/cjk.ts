import { decodeAs } from '../../model/charset.ts'

/**
 * An encoding of two bytes a character, as it is really used. `common` and `rare` are first bytes: national standards put
 * the characters of daily use in front (GB 2312 level 1, Big5 level 1, JIS X 0208 level 1, KS X 1001's syllables).
 */
export type CjkEncoding = {
  name: 'gb18030' | 'big5' | 'shift_jis' | 'euc-jp' | 'euc-kr'
  called: string
  script: 'han' | 'kana' | 'hangul'
  common: readonly [from: number, to: number]
  rare: readonly [from: number, to: number]
  /** Daily characters, and those of shops. */
  daily: string
}

const daily = {
  simplified:
    '的一是不了人我在有他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坐尔男鞋旗舰店款价格标题链接名称卖铺邮批厂货仿复刻质码裤衣帽表箱袋',
  traditional:
    '的一是不了人我在有他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計司利受光王果親界及今京務制解各任至清物台象記邊共風戰接它許八特覺望直服毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊跟帶花快條院變聯言權往展該領傳近留紅治決週保達辦運武半候七必城父強步完革深區即求品士轉量空甚眾技輕程告江語英基派滿式李息寫呢識極令黃德收臉錢未持取設始版雙歷越史商千片容研像找友孩站廣改議形委早房音火際則首單據導影失拿網香似斯專石若兵弟誰校讀志飛觀爭究包組造落視濟喜離雖坐爾男鞋款價格標題連結稱賣購買貨灣免現',
  japanese:
    '日本人大年出中新品無料送商名価格店販売靴登山財布時計本物正規舗者用品古未使用円色黒白赤青革製男女児入付限定美',
  korean:
    '이다의는에을가고하지도한리사기어아로자대나시인은스그일서라해수정들보으구게만장전부제상주원여우비오과유소공신소화장치용선생조성안동면경무연마거국내말적모더음바실세방미등개상품격판매송료배추새운등산샵점정품최급명급계갑백팔니즈트드프크르레플카폰케이',
} as const

export const cjkEncodings: readonly CjkEncoding[] = [
  {
    name: 'gb18030',
    called: 'GBK / GB 18030',
    script: 'han',
    common: [0xb0, 0xd7],
    rare: [0xd8, 0xf7],
    daily: daily.simplified,
  },
  { name: 'big5', called: 'Big5', script: 'han', common: [0xa4, 0xc6], rare: [0xc9, 0xf9], daily: daily.traditional },
  {
    name: 'shift_jis',
    called: 'Shift_JIS',
    script: 'kana',
    common: [0x88, 0x97],
    rare: [0x98, 0xea],
    daily: daily.japanese,
  },
  { name: 'euc-jp', called: 'EUC-JP', script: 'kana', common: [0xb0, 0xcf], rare: [0xd0, 0xf4], daily: daily.japanese },
  { name: 'euc-kr', called: 'EUC-KR', script: 'hangul', common: [0xb0, 0xc8], rare: [0xc9, 0xfd], daily: daily.korean },
]

const firstBytes = new Map<string, ReadonlyMap<string, number>>()

/** The first byte of each character of two bytes, with those of GBK's extensions (second byte below 0xa1) as 0. */
function firstByteOf(encoding: CjkEncoding): ReadonlyMap<string, number> {
  const known = firstBytes.get(encoding.name)
  if (known) return known
  const pairs: number[] = []
  for (let first = 0x81; first <= 0xfe; first += 1)
    for (let second = 0x40; second <= 0xfe; second += 1) if (second !== 0x7f) pairs.push(first, second, 0x0a)
  const made = new Map<string, number>()
  decodeAs(encoding.name, Uint8Array.from(pairs))
    .split('\n')
    .forEach((text, at) => {
      const [first = 0, second = 0] = pairs.slice(at * 3, at * 3 + 2)
      const isExtension = encoding.name === 'gb18030' && second < 0xa1
      if ([...text].length === 1) made.set(text, isExtension ? 0 : first)
    })
  firstBytes.set(encoding.name, made)
  return made
}

const isBetween = (code: number, [from, to]: readonly [number, number]): boolean => code >= from && code <= to
const isLetter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)

/** How like its language a text looks in that encoding: about 1 for a text of it, below 0 for one that it only happens to fit. */
export function likenessOfCjk(text: string, encoding: CjkEncoding): number {
  const first = firstByteOf(encoding)
  const hasKana = /[\u3041-\u3096\u30a1-\u30fa]/.test(text)
  let sum = 0
  let weight = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    const isHalf = isBetween(code, [0xff61, 0xff9f])
    const size = isHalf || isBetween(code, [0x80, 0xa0]) ? 1 : 2
    weight += size
    const isInRun = isHalf && [at - 1, at + 1].some((place) => isBetween(text.charCodeAt(place), [0xff61, 0xff9f]))
    sum += size * likenessOf(code, text.charAt(at), encoding, first, { hasKana, isInRun })
    // An ideograph with a Latin letter on either side is what an accented letter becomes.
    if (isLetter(text.charCodeAt(at - 1)) && isLetter(text.charCodeAt(at + 1))) sum -= 2
  }
  return weight === 0 ? 0 : sum / weight
}

function likenessOf(
  code: number,
  letter: string,
  { script, common, rare, daily }: CjkEncoding,
  first: ReadonlyMap<string, number>,
  { hasKana, isInRun }: { hasKana: boolean; isInRun: boolean },
): number {
  if (code === 0xfffd) return -6
  if (code < 0xa0 || isBetween(code, [0xe000, 0xf8ff])) return -4
  if (isBetween(code, [0x3041, 0x30ff])) return script === 'kana' ? 1.1 : -0.6
  if (isBetween(code, [0xff61, 0xff9f])) return script === 'kana' && isInRun ? 0.3 : -0.8
  if (isBetween(code, [0x3000, 0x303f]) || isBetween(code, [0xff01, 0xff5e]) || code === 0xffe5 || code === 0x2019)
    return 0.4
  const lead = first.get(letter) ?? 0
  if (isBetween(code, [0xac00, 0xd7a3]))
    return script === 'hangul' && isBetween(lead, common) ? (daily.includes(letter) ? 1.1 : 0.4) : -0.8
  if (!isBetween(code, [0x4e00, 0x9fff])) return -0.7
  if (script === 'hangul') return -1
  if (daily.includes(letter)) return script === 'kana' && !hasKana ? 0.7 : 1.1
  const known = script === 'kana' ? (hasKana ? 0.8 : 0.1) : 0.6
  return isBetween(lead, common) ? known : isBetween(lead, rare) ? -0.5 : -1.2
}
