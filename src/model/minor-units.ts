/** Hundredths of currencies, as price texts print them behind a number: "499p", "99¢", "90 коп.", "75 kuruş". */
const minorUnits: readonly { name: string; currencies: readonly string[]; printed: RegExp }[] = [
  { name: 'pence', currencies: ['GBP'], printed: /^\s?(?:p|pence)(?![\p{L}\p{N}])/iu },
  { name: 'cents', currencies: ['EUR'], printed: /^\s?(?:¢|c|ct|cents?|céntimos|centimes)(?![\p{L}\p{N}])/iu },
  {
    name: 'cents',
    currencies: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'ZAR'],
    printed: /^\s?(?:¢|c|cents?)(?![\p{L}\p{N}])/iu,
  },
  { name: 'kopecks', currencies: ['RUB', 'UAH', 'BYN'], printed: /^\s?коп(?:\.|ее?к|і[йє])?(?!\p{L})/iu },
  { name: 'groszy', currencies: ['PLN'], printed: /^\s?(?:gr|groszy|grosze)(?![\p{L}\p{N}])/iu },
  { name: 'kuruş', currencies: ['TRY'], printed: /^\s?(?:kuruş|krş)(?!\p{L})/iu },
  { name: 'øre', currencies: ['SEK', 'NOK', 'DKK'], printed: /^\s?[øö]re(?!\p{L})/iu },
]

/** The hundredths that a number's amount is in, by the text behind it and its currency; `length` is how far they reach. */
export function minorUnitAfter(rest: string, currency: string): { name: string; length: number } | null {
  for (const { name, currencies, printed } of minorUnits) {
    const length = currencies.includes(currency) ? printed.exec(rest)?.[0].length : undefined
    if (length !== undefined) return { name, length }
  }
  return null
}
