/** The shop and the item's own name in it, as an item's address has them; books have a shop of their own. */
export function itemOf(url: string | null): { shop: string; name: string } | null {
  const [, shop, name] = /item\.rakuten\.co\.jp\/([\w-]{1,80})\/([\w-]{1,200})/.exec(url ?? '') ?? []
  if (shop !== undefined && name !== undefined) return { shop, name }
  const book = /books\.rakuten\.co\.jp\/rb\/(\d{4,})/.exec(url ?? '')?.[1]
  return book === undefined ? null : { shop: 'book', name: book }
}
