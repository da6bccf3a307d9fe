import type { Product } from '../model/watch.ts'

/** The product that a title names best, the first of those that it names alike; `null` when it names none of them. */
export function productNamedIn(title: string, products: readonly Product[]): Product | null {
  const words = wordsOf(title)
  let best: { product: Product; named: number } | null = null
  for (const product of products) {
    const named = namedIn(product, words)
    if (named > (best?.named ?? 0)) best = { product, named }
  }
  return best?.product ?? null
}

/** Words of the name in the title, and the model number above all of them. */
function namedIn(product: Product, title: ReadonlySet<string>): number {
  const words = [...wordsOf(product.name)].filter((word) => title.has(word)).length
  const models = product.models.filter((model) => [...wordsOf(model)].every((word) => title.has(word))).length
  return words + models * 10
}

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  )
