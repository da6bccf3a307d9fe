/** What `init` was told, as it was typed. */
export type Answers = {
  brand?: string
  product?: string
  price?: string
  marketplaces?: string
  keywords?: string
}

/** `field`: the paths in a watchlist that the answer fills. */
export type Question = { name: keyof Answers; asks: string; isOptional: boolean; field: RegExp }

export const questions: readonly Question[] = [
  { name: 'brand', asks: 'Brand', isOptional: false, field: /^(brand|id)/ },
  { name: 'product', asks: 'Its product that is copied most', isOptional: true, field: /^products(\.\d+)?(\.name)?$/ },
  { name: 'price', asks: 'Official price, such as 129.00 USD', isOptional: true, field: /^products\.\d+\.price/ },
  { name: 'marketplaces', asks: 'Marketplaces, with commas between', isOptional: false, field: /^marketplaces/ },
  { name: 'keywords', asks: 'Keywords to search, with commas between', isOptional: false, field: /^keywords/ },
]

/** What most watches are better with, and nobody is asked at the start. */
const further = [
  '# More, each in docs/watchlists.md: aliases, authorised-sellers, official photos; and',
  '# reviews-a-day: 40              # how many new hits a day people can look at: draws the line (or line: 0.6)',
  '# look-through: [cheap-unknown]  # also list cheap offers that do not say what they are, below all hits',
  '# of a product: released, discontinued and price-history, to hold older pieces against the price of their year',
]

/** The watchlist that the answers make. It may still hold mistakes, which `readWatchlist` finds. */
export function watchlistText(
  { brand = '', product, price, marketplaces = '', keywords = '' }: Answers,
  cron: string,
  zone: string | undefined,
): { ok: true; text: string } | { ok: false; why: string } {
  const money = price ? readPrice(price) : null
  if (price && !money) return { ok: false, why: `a price reads like 129.00 USD, not "${price}"` }
  if (price && !product) return { ok: false, why: 'a price needs the product that it is for' }
  const schedule = zone && zone !== 'UTC' ? `{ cron: "${cron}", zone: ${zone} }` : `"${cron}"`
  const lines = [
    `brand: ${yamlText(brand)}`,
    ...(product ? ['products:', `  - name: ${yamlText(product)}`] : []),
    ...(money ? [`    price: { ${money.currency}: ${yamlText(money.amount)} }`] : []),
    `keywords: ${yamlList(keywords)}`,
    `marketplaces: ${yamlList(marketplaces)}`,
    `schedule: ${schedule}`,
    ...further,
  ]
  return { ok: true, text: `${lines.join('\n')}\n` }
}

function readPrice(text: string): { amount: string; currency: string } | null {
  const [, before, amount, after] = /^([a-z]{3})?\s*([\d.,' ]*\d)\s*([a-z]{3})?$/i.exec(text.trim()) ?? []
  const currency = before ?? after
  if (amount === undefined || currency === undefined || (before && after)) return null
  return { amount, currency: currency.toUpperCase() }
}

const yamlList = (text: string): string => {
  const entries = text.split(/[,，、]/).map((each) => each.trim())
  return `[${entries
    .filter((each) => each !== '')
    .map(yamlText)
    .join(', ')}]`
}

/** Plain where nothing in it means something to YAML, else in double quotes, whose escapes are those of JSON. */
const yamlText = (text: string): string =>
  /^[\p{L}\p{N}]([\p{L}\p{N} ._+-]*[\p{L}\p{N}])?$/u.test(text) ? text : JSON.stringify(text)
