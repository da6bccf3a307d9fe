import { describe, expect, it } from 'vitest'
import { listingsIn, mistakesIn, read } from './files.ts'

/** A text in an encoding that `TextDecoder` reads: each character by the bytes that decode to it. */
function encoded(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding)
  const bytesOf = new Map<string, number[]>()
  for (let first = 0x80; first <= 0xff; first += 1) {
    // Node reads windows-1252's 0x80 to 0x9f as controls; nothing here is written with them.
    bytesOf.set(decoder.decode(Uint8Array.of(first)), [first])
  }
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const pair = decoder.decode(Uint8Array.of(first, second))
      if ([...pair].length === 1 && !bytesOf.has(pair)) bytesOf.set(pair, [first, second])
    }
  }
  return Uint8Array.from(
    [...text].flatMap((each) => (each < '\x80' ? [each.charCodeAt(0)] : (bytesOf.get(each) ?? [0x3f]))),
  )
}

const wide = (text: string, order: 'le' | 'be'): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

const tableOf = (title: string, seller: string): string =>
  `id,title,seller\n1,${title},${seller}\n2,${title} 2,${seller}\n`
const titles = (bytes: Uint8Array, encoding: string | null = null): string[] =>
  listingsIn(read('a.csv', bytes, { marketplace: 'vinted', encoding })).map((each) => each.title)

describe('a table in the encoding of a country', () => {
  it.each([
    ['gbk', '哈尔瓦德 越野跑鞋 正品', '北方样品鞋厂'],
    ['gb18030', '新款透气运动鞋男士', '杭州鞋业'],
    ['big5', '全新現貨 運動鞋 免運', '北方鞋行'],
    ['shift_jis', 'ハルヴァルド 登山靴 新品', '見本'],
    ['euc-jp', 'ハルヴァルド 登山靴 新品', '見本屋'],
    ['euc-kr', '하르바르트 등산화 새상품 무료배송', '북쪽 신발 가게'],
    ['windows-1251', 'Кроссовки мужские новые', 'Северный магазин'],
    ['koi8-r', 'Кроссовки мужские новые', 'Северный магазин'],
    ['windows-1250', 'Buty męskie sportowe żółte', 'Łukasz Wójcik'],
    ['windows-1252', 'Schuhe für große Männer', 'Müller'],
    ['windows-1253', 'Παπούτσια ανδρικά καινούργια', 'Βόρειο κατάστημα'],
    ['windows-1254', 'Erkek spor ayakkabısı şık', 'Kuzey Mağazası'],
    ['windows-1256', 'حذاء رياضي جديد للرجال', 'متجر الشمال'],
    ['windows-874', 'รองเท้าวิ่งผู้ชายของแท้', 'ร้านเหนือ'],
  ])('is read, and the encoding told: %s', (encoding, title, seller) => {
    const file = read('a.csv', encoded(tableOf(title, seller), encoding), { marketplace: 'vinted' })
    expect(mistakesIn(file)).toEqual([])
    expect(listingsIn(file).map((each) => [each.title, each.seller?.name])).toEqual([
      [title, seller],
      [`${title} 2`, seller],
    ])
    expect(file.notes[0]).toMatch(/^it says no encoding, and is read as /)
  })

  it.each(['le', 'be'] as const)('is read in UTF-16 %s, with its mark and without', (order) => {
    const text = tableOf('哈尔瓦德 Trail', '北方')
    expect(titles(wide(`\ufeff${text}`, order))).toEqual(['哈尔瓦德 Trail', '哈尔瓦德 Trail 2'])
    expect(titles(wide(text, order))).toEqual(['哈尔瓦德 Trail', '哈尔瓦德 Trail 2'])
  })

  it('is told apart by what it names, where few letters would not do', () => {
    const watch = encoded(
      'url,title,price,currency\nhttps://item.taobao.com/item.htm?id=613000000001,手表,9,CNY\n',
      'gbk',
    )
    expect(listingsIn(read('a.csv', watch)).map((each) => each.title)).toEqual(['手表'])
  })

  it('is refused with a word about the encoding where none is certain, and read when one is named', () => {
    const bytes = encoded('id,title\n1,阿迪\n', 'gbk')
    expect(mistakesIn(read('a.csv', bytes, { marketplace: 'vinted' }))).toEqual([
      expect.stringMatching(/^a\.csv:1:1 {2}its encoding is not UTF-8, and not certain .*--encoding$/),
    ])
    expect(titles(bytes, 'gbk')).toEqual(['阿迪'])
  })

  it('is refused when it is not in the encoding that was named', () => {
    const bytes = encoded(tableOf('ハルヴァルド 登山靴 新品', '見本'), 'shift_jis')
    expect(mistakesIn(read('a.csv', bytes, { marketplace: 'vinted', encoding: 'euc-kr' }))[0]).toContain(
      'are not euc-kr',
    )
  })

  it('is UTF-8 where a tool has cut one character in two, and says so', () => {
    const cut = Buffer.concat([
      Buffer.from(tableOf('哈尔瓦德'.repeat(60), '北方')),
      Buffer.from([0x33, 0x2c, 0xe5, 0x93, 0x2c, 0x0a]),
    ])
    const file = read('a.csv', cut, { marketplace: 'vinted' })
    expect(listingsIn(file)).toHaveLength(3)
    expect(file.notes[0]).toContain('characters are broken UTF-8')
  })
})

describe('listings of another kind in such an encoding', () => {
  const line = (title: string): string => `${JSON.stringify({ marketplace: 'taobao', id: '613000000001', title })}\n`

  it('are read line by line', () => {
    const file = read('a.jsonl', encoded(line('哈尔瓦德 越野跑鞋 正品'), 'gbk'))
    expect(listingsIn(file).map((each) => each.title)).toEqual(['哈尔瓦德 越野跑鞋 正品'])
  })

  it('are told in JSON', () => {
    const file = read('a.json', encoded(`[${line('哈尔瓦德 越野跑鞋 正品')}]`, 'gbk'))
    expect(listingsIn(file).map((each) => each.title)).toEqual(['哈尔瓦德 越野跑鞋 正品'])
    expect(file.notes).toEqual([expect.stringContaining('GBK / GB 18030')])
  })
})
