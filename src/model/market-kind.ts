/** Marketplaces where traders buy in lots, and where copies come from; every other one is retail. Ids as in marketplaces/. */
export const wholesaleMarkets: readonly string[] = ['1688', 'alibaba', 'aliexpress', 'dhgate', 'taobao']

export const isWholesale = (marketplace: string): boolean => wholesaleMarkets.includes(marketplace)

/**
 * Who sells on a marketplace: `used` nearly all offers are used pieces, by private persons or dealers of used goods;
 * `classified` private persons' and traders' advertisements side by side; `retail` anything else. By the names the field
 * knows them under, in 2026; a marketplace of one's own that is in neither list is retail.
 */
export type Trade = 'used' | 'classified' | 'retail'

const usedMarkets = new Set([
  'grailed', 'vestiaire', 'vestiaire-collective', 'vinted', 'depop', 'poshmark', 'mercari', 'mercari-jp', 'rakuma', 'yahoo-auctions-jp', 'yahoo-flea-jp',
  'xianyu', 'goofish', 'zhuanzhuan', 'joonggonara', 'bunjang', 'karrot', 'daangn', 'thredup', 'therealreal', 'rebag', 'fashionphile', 'collector-square',
  'backmarket', 'back-market', 'refurbed', 'swappa', 'chrono24', 'dolap', 'enjoei', 'tise', 'sellpy', 'zadaa', 'tradesy', 'curtsy',
  'whatnot', 'kidizen', 'momox', 'rebelle', 'mädchenflohmarkt', 'ebay-refurbished', '2ndstreet', 'komehyo', 'ragtag', 'brandear', 'reclo', 'gardrops',
]) // biome-ignore format: a list

const classifiedMarkets = new Set([
  'facebook-marketplace', 'wallapop', 'kleinanzeigen', 'avito', 'olx', 'leboncoin', 'subito', 'opensooq', 'letgo', 'marktplaats', '2dehands', 'bazos',
  'craigslist', 'gumtree', 'carousell', 'blocket', 'tradera', 'finn', 'tori', 'dba', 'willhaben', 'ricardo', 'tutti', 'anibis', 'milanuncios', 'sahibinden',
  'offerup', 'allegro-lokalnie', 'kijiji', 'divar', 'sheypoor', 'youla', 'farpost', 'kufar', 'shafa', 'haraj', 'dubizzle', 'yad2', 'lalafo', 'somon',
  'quikr', 'chotot', 'mudah', 'kaskus', 'jiji', 'donedeal', 'adverts', 'jofogas', 'bolha', 'njuskalo', 'halooglasi', 'kupujemprodajem', 'skelbiu', 'okidoki',
  'trademe', 'locanto', 'segundamano', 'encuentra24', 'coches', 'jimoty', 'kaidee', 'ganji', 'vivastreet', 'paruvendu', 'rubrikk', 'bazaraki',
]) // biome-ignore format: a list

/** A house whose own name says that it sells used goods, or that dealers sell there. */
const usedName =
  /pre-?(?:owned|loved)|second-?hand|vintage|thrift|consign|resale|refurb|recommerce|gebraucht|occasion|usato|segunda-?mano|brecho/u
const dealersName = /dealer|händler|haendler|juwelier/u
export const isDealers = (marketplace: string): boolean => dealersName.test(marketplace)

/** Shops and houses of brands that sell at home in a source market: what ships from there is no export. */
const homeRetailMarkets = new Set(['jd', 'tmall', 'suning', 'vipshop', 'vip', 'dangdang', 'kaola', 'trendyol', 'hepsiburada', 'hktvmall', 'boyner', 'morhipo']) // biome-ignore format: a list
export const isHomeRetail = (marketplace: string): boolean => homeRetailMarkets.has(marketplace)

/** Nobody rates much between private persons, so that few ratings say nothing there. */
export const tradeOf = (marketplace: string): Trade => {
  // "olx-ua", "vinted.fr": the same house in a country.
  const [house = marketplace] = marketplace.split(/[.]|-(?=[a-z]{2}$)/u)
  const is = (names: ReadonlySet<string>) => names.has(marketplace) || names.has(house)
  return is(usedMarkets) || usedName.test(marketplace) ? 'used' : is(classifiedMarkets) ? 'classified' : 'retail'
}
