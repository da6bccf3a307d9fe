/** More than this is no lot or minimum order that anybody offers. */
const countMax = 1_000_000

const pieces =
  'pieces?|pcs?|pairs?|sets?|units?|stücke?|stk|stück|paar|pièces?|pcs|paires?|unités?|pezzi|pz|paia|peças?|pares|unidades?|uds?|piezas?|stuks|sztuk|szt|kusů|ks|шт|штук|adet|db|cái|chiếc|buah|biji|pasang|ชิ้น|คู่|' +
  'قطعة|قطع|حبات|حبة|عدد|पीस|個|枚|点|本|足|개|켤레'
const chinese = '个|個|件|双|雙|条|條|瓶|只|支|套|台|块|包|盒|张|把|顶|副|对|片|粒|米|斤|箱|本|枚'
const count = String.raw`(\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,7})`

const moqPatterns = [
  // "from 50 pieces", "150 ₽/шт, от 50 шт"
  new RegExp(
    `(?<!\\p{L})(?:from|ab|à partir de|dès|a partir d[ei]|desde|mínimo|vanaf|od|от|від|минимум|min\\.?)\\s{0,3}${count}\\s{0,3}(?:${pieces})(?!\\p{L})`,
    'iu',
  ),
  new RegExp(
    `(?:moq|min(?:imum)?\\.? order(?: quantity)?|mindestbestellmenge|pedido mínimo|最小起订量|起订量)\\s{0,3}[:：]?\\s{0,3}\\(?\\s{0,3}${count}`,
    'iu',
  ),
  new RegExp(`(?<![\\d.,])${count}\\s{0,3}\\p{L}{0,12}\\.?\\s{0,3}\\(?\\s{0,3}(?:moq|min(?:imum)?\\.? order)`, 'iu'),
  new RegExp(`(?<![\\d.,])(?:[≥>]=?\\s{0,3})?${count}\\s{0,3}(?:${chinese})?\\s{0,3}起(?:批|订|售|購|购)`, 'u'),
]

const inText = [
  new RegExp(
    `(?<!\\p{L})(?:lot|bundle|pack|set|box|case|roll|reel|sheet|bag|lote|lotto|stock|kit|pacote|paquete|confezione|lots|rolle|rouleau)\\s{0,3}(?:of|de|da|di|von|x)?\\s{0,3}${count}(?![\\d.,]{0,12}\\s{0,3}(?:ml|g|kg|cl|l|cm|mm|%))(?!\\p{L})`,
    'iu',
  ),
  new RegExp(`/\\s{0,3}(?:lot|set|pack|box|carton)\\s{0,3}\\(\\s{0,3}${count}`, 'iu'),
  new RegExp(`(?<![\\d.,]|\\p{L})${count}\\s{0,3}(?:${pieces})(?!\\p{L})`, 'iu'),
  new RegExp(`(?<![\\d.,]|\\p{L})${count}\\s{0,3}(?:${chinese})装`, 'u'),
  new RegExp(`(?<![\\d.,]|\\p{L})${count}\\s{0,3}er[\\s-]?(?:\\p{L}{0,20}pa(?:ck|ket)|set|pack)`, 'iu'),
  new RegExp(`(?<![\\d.,]|\\p{L})${count}[\\s-]?packs?(?!\\p{L})`, 'iu'),
  new RegExp(`${count}\\s{0,3}['’]?(?:l[iıuü]|lü|lu)\\s{1,3}(?:paket|set)`, 'iu'),
  new RegExp(`${count}\\s{0,3}(?:パック|セット|点セット|개\\s{0,3}(?:묶음|세트)|枚入|個入|入り)`, 'iu'),
]

/** "charm x 30", "x5" at the end of a title, or before its next word. */
const timesInTitle = new RegExp(`(?<![\\p{L}\\d])[x×]\\s?${count}(?![\\d.,\\p{L}])\\s*$`, 'iu')
/** "$390 for 10", "3 for £20", "10 pour 60 €": by the price's own text; a title says "for 2 persons". */
const forCount = [
  new RegExp(`(?<!\\p{L})(?:for|für|pour|por|per|за)\\s{1,3}${count}\\s*$`, 'iu'),
  new RegExp(`^\\s*${count}\\s{1,3}(?:for|für|pour|por|per|за)\\s`, 'iu'),
]

/** The fewest that can be bought, as a price's text says it; `undefined` when it says nothing. */
export function moqOf(text: string): number | undefined {
  return firstCount(moqPatterns, text, 1)
}

/** How many pieces one offer has, as a price's text says it ("for lot of 20", "(5 pcs)", "/ 20 pieces"); `undefined` for none. */
export function quantityOf(text: string): number | undefined {
  return moqOf(text) === undefined ? (lotIn(text) ?? firstCount(forCount, text)) : undefined
}

/**
 * How many pieces an offer has by its title: "bundle of 3", "3'lü paket", "kit 10 peças", "soap 100g x 4". 1 when the
 * title names no lot. A sign beside the price text's own, which wins.
 */
export function readLotSize(title: string): number {
  const text = title.slice(0, 500)
  return lotIn(text) ?? asCount(timesInTitle.exec(text)?.[1]) ?? 1
}

const lotIn = (text: string): number | undefined => firstCount(inText, text)

function firstCount(patterns: readonly RegExp[], text: string, atLeast = 2): number | undefined {
  for (const pattern of patterns) {
    const found = asCount(pattern.exec(text)?.[1])
    if (found !== undefined && found >= atLeast) return found
  }
  return undefined
}

function asCount(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined
  const value = Number(digits.replace(/[.,]/g, ''))
  return value >= 1 && value <= countMax ? value : undefined
}
