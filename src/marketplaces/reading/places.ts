import type { Element } from './html-tag.ts'

/** Elements and roles that hold no results: what a site shows around every page. */
const aroundTags = new Set(['nav', 'footer', 'dialog', 'select', 'datalist', 'button'])
const aroundRoles = new Set([
  'banner',
  'navigation',
  'contentinfo',
  'dialog',
  'complementary',
  'menu',
  'listbox',
  'alertdialog',
])
const aroundNames =
  /(?:^|[-_\s])(?:mini-?cart|cart|basket|bag|wish-?list|favou?rites|drawer|modal|pop-?up|popover|offcanvas|suggest(?:ions?)?|auto-?complete|predictive|type-?ahead|menu|mega-?menu|warenkorb|panier|carrito|carrello|carrinho|winkelwagen|koszyk)(?=$|[-_\s])/i
/** Boxes beside the results, or around them: what they say is not of the search, and what stands in them may be results. */
const besideNames =
  /(?:^|[-_\s])(?:filters?|facets?|cookie|newsletter|compare|breadcrumbs?|reviews?|comments?)(?=$|[-_\s])/i
/** Buttons and inputs of cards are called after the cart as well ("add-to-cart"). */
const addToCart = /add[-_]?(?:to|in)[-_]?(?:the[-_]?)?(?:cart|basket|bag|wish-?list)|to-cart|js-compare/i

const shelfNames =
  /(?:^|[-_\s])(?:recommend\w*|related\w*|up-?sells?|cross-?sells?|similar\w*|also-\w+|recently\w*|best-?sellers?|featured\w*|popular\w*|trending|you-may\w*|alsobought)(?=$|[-_\s])/i
const shelfWords =
  /you (?:may|might) (?:also )?(?:like|love|be interested)|recommended|recommendations|related|similar (?:products|items)|customers also|frequently bought|best ?sellers?|bestseller|popular|trending|featured|recently viewed|our favou?rites|new arrivals|inspired by|das könnte|ähnliche|auch interessant|empfehlungen|empfohlen|kunden kauften|beliebt|zuletzt angesehen|neuheiten|vous aimerez|produits (?:similaires|associés|populaires)|meilleures ventes|recommandé|también te|productos relacionados|te puede interesar|más vendidos|recomendad|você também|produtos relacionados|mais vendidos|potrebbe|prodotti correlati|consigliati|più venduti|misschien ook|gerelateerde|populaire|polecane|podobne|często kupowane|похожие|рекомендуем|популярн|おすすめ|関連|人気|推荐|猜你喜欢|추천|인기/iu

const namesOf = (tag: Element): string => `${tag.className ?? ''} ${tag.get('id') ?? ''}`.slice(0, 400)

/** Whether nobody sees what is in the element. */
export function isHiddenTag(tag: Element): boolean {
  if (tag.name === 'template' || tag.name === 'noscript' || tag.get('hidden') !== undefined) return true
  const style = tag.get('style')
  return style !== undefined && /display\s?:\s?none|visibility\s?:\s?hidden/i.test(style.slice(0, 300))
}

/** Whether the element stands around a page's own content: a cart, a menu, suggestions, filters. */
export function isAroundTag(tag: Element): boolean {
  if (aroundTags.has(tag.name) || aroundRoles.has(tag.get('role') ?? '')) return true
  const names = namesOf(tag)
  return (
    tag.name !== 'body' &&
    tag.name !== 'main' &&
    tag.name !== 'html' &&
    aroundNames.test(names) &&
    !addToCart.test(names)
  )
}

/** Whether what the element says is not said of the search. */
export const isBesideTag = (tag: Element): boolean => tag.name === 'aside' || besideNames.test(namesOf(tag))

/** Whether the element is a shelf of other products, by what the site calls it. */
export const isShelfTag = (tag: Element): boolean =>
  tag.name !== 'body' && tag.name !== 'main' && tag.name !== 'html' && shelfNames.test(namesOf(tag))

/** Whether a heading announces products that nobody asked for. */
export const isShelfHeading = (text: string): boolean => text.length <= 100 && shelfWords.test(text)
