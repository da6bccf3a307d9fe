import type { Listing } from '../../model/listing.ts'
import type { Territory } from '../../model/marketplace.ts'
import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'
import { judge, searchStatus } from '../judge.ts'
import { cleanUrl, pictureUrls } from '../listing-urls.ts'
import { readBlock } from './block-pages.ts'
import { visibleText } from './html-text.ts'
import { type Product, productsOf } from './json-ld.ts'
import { priceFields, priceOfFields } from './product-price.ts'

/** The sentence for no results is looked for in this much of what the page shows. */
const shownMax = 20_000

/** How shops say that there is nothing. */
const noResults =
  /(?:no (?:results|products|items|matches)(?: were)?(?: found)?(?: for)?|did not match any|0 results|we could(?:n't| not) find any|nothing (?:found|matched)|keine (?:ergebnisse|treffer|produkte)|aucun (?:résultat|produit)|nessun (?:risultato|prodotto)|no se (?:encontraron|han encontrado)|sin resultados|nenhum (?:resultado|produto)|não encontramos|geen (?:resultaten|producten)|inga (?:resultat|träffar)|brak wyników|nic nenalezeno|ничего не найдено|sonuç bulunamadı|見つかりません|該当する商品|没有找到|沒有找到|검색 결과가 없습니다|لا توجد نتائج).{0,80}/iu

const itemList = /"@type"\s{0,5}:\s{0,5}"(?:https?:\/\/schema\.org\/)?ItemList"/

type Site = { marketplace: string; idOf(url: string, product: Product): string | undefined; currency: string | null }

/** As `readItemList`, with block pages and error statuses told first. */
export function readItemListPage(page: Page, site: Site & { territories: readonly Territory[] }): SearchOutcome {
  return readBlock(page, site.territories) ?? searchStatus(page) ?? readItemList(page, site)
}

/** A results page whose items are schema.org Products in JSON-LD: an ItemList, or Products one by one. */
export function readItemList(page: Page, site: Site): SearchOutcome {
  const found = productsOf(page.body)
  const items = found.map((each) => readItem(each, page.url, site)).filter((each) => each !== null)
  // One Product that is in no list is the listing that the page is about; a theme and its apps each write it.
  const isListing = new Set(items.map((each) => each.id)).size <= 1 && !itemList.test(page.body)
  const products = isListing ? [] : found
  const listings = isListing ? [] : items
  return judge({
    listings,
    cards: products.length,
    linked: 0,
    next: /<(?:link|a)\b[^>]{0,300}rel=["']?next/i.test(page.body),
    emptySaid: products.length > 0 ? undefined : noResults.exec(visibleText(page.body, shownMax))?.[0],
  })
}

function readItem(product: Product, base: string, site: Site): Listing | null {
  const url = cleanUrl(product.url ?? product.offer?.url, base)
  const id = url === null ? undefined : site.idOf(url, product)
  if (url === null || id === undefined) return null
  const offer = product.offer
  return {
    marketplace: site.marketplace,
    id,
    url,
    title: product.name,
    ...priceFields(
      priceOfFields(offer?.amount, offer?.currency ?? site.currency ?? undefined, offer?.max),
      offer?.amount ?? '',
    ),
    seller: offer?.seller === undefined ? null : { name: offer.seller },
    images: pictureUrls(product.images),
  }
}
