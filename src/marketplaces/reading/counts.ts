const digits = String.raw`(?<!\d)(\d{1,3}(?:[.,'’\s]\d{3}){1,6}|\d{1,18})`
const results =
  'results?|items?|products?|listings?|ergebniss?e?n?|treffer|résultats?|resultados?|risultat[io]|resultaten|resultat|wyników|wyniki|sonuç|productos|produtos|prodotti|件|个结果|個結果|건|نتيجة|نتائج'

/** In the order that they are tried: where a page prints a range and a total, the total. */
const patterns = [
  new RegExp(`${digits}\\s{0,3}件?\\s{0,3}以上`, 'u'),
  new RegExp(`${digits}\\s{0,3}件中`, 'u'),
  new RegExp(`件\\s{0,3}[（(]\\s{0,3}(?:全\\s{0,3})?${digits}\\s{0,3}件`, 'u'),
  new RegExp(`${digits}\\s{0,3}\\+?\\s{0,3}(?:de\\s{1,3})?(?:${results})`, 'iu'),
]

/**
 * How many results a page claims, from its own sentence: "1-48 of over 12,310 results", "1.200+ Ergebnisse", "7,400 件以上".
 *
 * @returns `undefined` when the sentence names no number of results
 */
export function readClaimed(sentence: string): number | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(sentence)?.[1]
    if (found !== undefined) return wholeNumber(found)
  }
  return undefined
}

const scales: Readonly<Record<string, number>> = {
  k: 1_000,
  m: 1_000_000,
  mil: 1_000,
  mila: 1_000,
  tsd: 1_000,
  万: 10_000,
  萬: 10_000,
  만: 10_000,
}

/** A number whole, then the scale: a Latin one is a word of its own ("5 mm" is none), 万 stands before whatever is counted. */
const counted =
  /(?<!\d)(\d{1,3}(?:[.,'’\s]\d{3}){1,6}(?!\d)|\d{1,18}(?:[.,]\d{1,2})?(?!\d))(?:\s*(?:(k|m|mil|mila|tsd)(?!\p{L})|(万|萬|만)))?/iu

/**
 * A count as cards abbreviate it: "1,234", "1.2K+", "(59.8K)", "1,3 mil", "5万+", "11623人付款". The first number of the text.
 *
 * @returns `undefined` when there is none
 */
export function readCount(text: string): number | undefined {
  const found = counted.exec(text)
  const [, number = '', latin, asian] = found ?? []
  const scale = latin ?? asian
  if (number === '') return undefined
  if (scale === undefined) return wholeNumber(number.replace(/[.,]\d{1,2}$/, ''))
  const times = scales[scale.toLowerCase()] ?? 1
  if (/[.,'’\s]\d{3}$/.test(number)) return wholeNumber(number) * times
  return Math.round(Number(number.replace(',', '.')) * times)
}

/** A rating on its own scale, of a text like "4.5 out of 5 stars" or "4,5 von 5 Sternen" or "5つ星のうち4.3": `undefined` for none. */
export function readRating(text: string): number | undefined {
  const found =
    /のうち\s*(\d(?:[.,]\d{1,2})?)/.exec(text) ??
    /(\d(?:[.,]\d{1,2})?)\s*(?:out of|von|sur|de|su|van|av|z|\/|üzerinden|من)/iu.exec(text) ??
    /^\s*(\d(?:[.,]\d{1,2})?)\s*$/.exec(text)
  return found?.[1] === undefined ? undefined : Number(found[1].replace(',', '.'))
}

const wholeNumber = (text: string): number => Number(text.replace(/\D/g, ''))
