import { decodeText } from './html-entities.ts'
import type { Tag } from './html-tag.ts'
import { foldSpaces } from './html-text.ts'
import { walkHtml } from './html-walk.ts'
import { isAroundTag, isBesideTag, isHiddenTag, isShelfHeading, isShelfTag } from './places.ts'

const depthMax = 1_000
const sentenceMax = 300
const linksMax = 2_000
/** Blocks of text that are looked through for the sentence. */
const blocksMax = 10_000

/**
 * What stands where a page's results stand: how many products it shows there (by links, else by cards or prices, of which one alone
 * is none), and the sentence that there are none, if none is shown. Carts, menus, suggestions and shelves of other products are
 * passed over.
 */
export type ResultsPlace = { emptySaid: string | undefined; shows: number }

/** How shops say that a search has found nothing; a number before "results" is a whole one. */
const noResults = new RegExp(
  [
    '(?<!\\p{L})(?:(?:sorry|unfortunately)\\W{1,3})?(?:there (?:are|were) )?no (?:results?|products?|items?|matches|listings?)(?: (?:were|was|are|that))?(?: (?:found|match(?:ed|es|ing)?|available))?(?! in (?:the|your))(?!\\p{L})',
    "did(?:n['’]t| not) match any|(?<![\\d.,]\\s?)\\b0 (?:results?|products?|items?|treffer|ergebnisse|artikel|résultats?|resultados?|risultati)(?!\\p{L})",
    "we (?:could(?:n['’]t| not)|can(?:['’]t|not)) find (?:any|what|a match)|we found (?:no|0) |(?:nothing|no products?) (?:was |were )?(?:found|matched)|your search .{0,80}(?:returned|produced|yielded|gave) (?:no|0) |no search results",
    'keine (?:(?:passenden|entsprechenden) )?(?:ergebnisse|treffer|produkte|artikel)|nichts gefunden|leider (?:nichts|keine)',
    "aucun (?:résultat|produit|article)|pas de résultats?|n['’]a (?:donné|retourné) aucun|rien trouvé",
    'nessun (?:risultato|prodotto|articolo)|non (?:ha prodotto|abbiamo trovato)',
    'no (?:se )?(?:encontraron|han encontrado|encontramos|hay (?:resultados|productos|coincidencias))|sin resultados|ningún (?:resultado|producto)',
    'nenhum (?:resultado|produto|item)|não (?:encontramos|foram encontrados|há (?:resultados|produtos))|sem resultados',
    'geen (?:resultaten|producten|artikelen|zoekresultaten)|inga (?:resultat|träffar|produkter)|ingen (?:resultater|treff|produkter)|ei (?:tuloksia|hakutuloksia)',
    'brak (?:wyników|produktów)|nie znaleziono|nic nenalezeno|žádné (?:výsledky|produkty)|nincs (?:találat|termék)|niciun (?:rezultat|produs)|nu (?:am găsit|s-au găsit)',
    'ничего не (?:найдено|нашлось)|не найдено|нічого не знайдено|sonuç bulunamadı|ürün bulunamadı|không tìm thấy|tidak ditemukan|ไม่พบ(?:สินค้า|ผล)',
    '見つかりません|該当する商品(?:は|が)(?:ありません|ございません|見つかりません)|没有找到|沒有找到|未找到|抱歉.{0,20}没有|검색 ?결과가 (?:없습니다|없어요)|لا توجد نتائج|לא נמצאו',
  ].join('|'),
  'iu',
)
/** Of another thing than this search: a cart, a list, reviews, shops. */
const ofAnother =
  /(?:cart|basket|bag|wish ?list|favou?rites|reviews?|ratings?|comments?|questions?|stores?|orders?|addresses|articles?|pages?|warenkorb|merkzettel|bewertung|panier|avis|carrito|reseñ|carrello|recension|carrinho|avalia|winkelwagen|koszyk|opinii|корзин|отзыв|カート|レビュー|购物车|评价)/iu

const productPath =
  /\/(?:products?|produkte?|produits?|productos?|produtos?|prodotti|prodotto|p|item|items|itm|dp|pd|pdp|artikel|article|shop\/[^/]+)\/[^/?#]{2,}|-p-?\d{3,}|\/\d{5,}\.html/i
const cardName =
  /(?:^|[-_\s])(?:product|card|product-?(?:card|item|tile|box|grid-?item|miniature)|grid-?product|item-?card|search-?result(?:-item)?)(?=$|[-_\s])/i
const priceText = /(?:[$€£¥₹₽₩฿₫₺₱]\s?\d|\d\s?(?:[$€£₽₺₫₱]|zł|Kč|kr\b|円|元|원|EUR|USD|GBP|CHF))/u

type Walk = {
  depth: number
  passed: number
  /** Of the box whose sentences are not of the search. */
  beside: number
  main: number
  text: string
  said: string | undefined
  links: Set<string>
  cards: number
  prices: number
  heading: number
  headingText: string
  blocks: number
}

export function readResultsPlace(body: string): ResultsPlace {
  const walk: Walk = {
    depth: 0,
    passed: 0,
    beside: 0,
    main: 0,
    text: '',
    said: undefined,
    links: new Set(),
    cards: 0,
    prices: 0,
    heading: 0,
    headingText: '',
    blocks: 0,
  }
  walkHtml(body, {
    open: (tag) => enter(walk, tag),
    text(from, to, entities) {
      if (walk.passed > 0) return
      const piece = body.slice(from, Math.min(to, from + 1_000))
      const text = entities ? decodeText(piece) : piece
      if (walk.beside === 0 && walk.text.length < 2_000) walk.text += text
      if (walk.heading > 0) walk.headingText += text
      if (priceText.test(text)) walk.prices += 1
    },
    close: (kind) => leave(walk, kind.breaks),
    done: () => walk.depth > depthMax,
  })
  settle(walk)
  const { links, cards, prices } = walk
  const shows = links.size > 0 ? links.size : Math.max(cards, prices) > 1 ? Math.max(cards, prices) : 0
  return { emptySaid: shows === 0 ? walk.said : undefined, shows }
}

const blocks = /^(?:h[1-6]|p|div|li|ul|ol|section|article|td|tr|table|main|dd|dt|br|form|body)$/

function enter(walk: Walk, tag: Tag): void {
  walk.depth += 1
  if (walk.passed > 0) return
  if (blocks.test(tag.name)) settle(walk)
  if (tag.name === 'main' && walk.main === 0) walk.main = walk.depth
  const isHead = tag.name === 'title' || (tag.name === 'header' && walk.main === 0)
  if (isHead || isHiddenTag(tag) || isAroundTag(tag) || isShelfTag(tag)) {
    walk.passed = walk.depth
    return
  }
  if (walk.beside === 0 && isBesideTag(tag)) walk.beside = walk.depth
  if (/^h[1-5]$/.test(tag.name) && walk.heading === 0) {
    walk.heading = walk.depth
    walk.headingText = ''
  }
  const href = tag.name === 'a' ? tag.get('href') : undefined
  if (href !== undefined && walk.links.size < linksMax && productPath.test(`/${href.slice(0, 1_000)}`))
    walk.links.add(href.split(/[?#]/)[0] ?? href)
  if (
    tag.className !== undefined &&
    cardName.test(tag.className.slice(0, 300)) &&
    /^(?:li|div|article|a|section)$/.test(tag.name)
  )
    walk.cards += 1
}

function leave(walk: Walk, breaks: boolean): void {
  if (walk.passed === 0 && breaks) settle(walk)
  if (walk.heading === walk.depth) {
    walk.heading = 0
    settle(walk)
    if (isShelfHeading(foldSpaces(walk.headingText))) walk.passed = walk.depth - 1
  }
  if (walk.passed === walk.depth) walk.passed = 0
  if (walk.beside === walk.depth) walk.beside = 0
  if (walk.main === walk.depth) walk.main = 0
  walk.depth -= 1
}

/** A block's text has ended: a sentence is one that stands within one block. */
function settle(walk: Walk): void {
  const text = foldSpaces(walk.text)
  walk.text = ''
  walk.blocks += 1
  if (walk.said !== undefined || walk.blocks > blocksMax || text === '' || text.length > sentenceMax) return
  if (noResults.test(text) && !ofAnother.test(text)) walk.said = text
}
