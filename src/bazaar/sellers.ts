import type { CatalogueBrand } from './catalogue.ts'
import { dice } from './dice.ts'
import type { BazaarTerritory, Language } from './territories.ts'

/** `fresh` has hardly any ratings and, as `source`, sits in a market where much is made; `lookalike` borrows a name. */
export type SellerRole = 'authorised' | 'shop' | 'private' | 'source' | 'fresh' | 'lookalike'

export type BazaarSeller = {
  id: string
  name: string
  country: string
  /** How many ratings, and their mean in per cent as the bazaar prints it. */
  ratings: number
  rating: number
}

const firsts = [
  'Alta',
  'Nord',
  'River',
  'Summit',
  'Pine',
  'Harbour',
  'Stern',
  'Lago',
  'Monte',
  'Vela',
  'Kite',
  'Oak',
] as const
const seconds: Record<Language, readonly [string, ...string[]]> = {
  en: ['Outfitters', 'Sports', 'Outlet Store', 'Trading Post'],
  de: ['Sporthaus', 'Lagerverkauf', 'Schuhhaus', 'Outdoor GmbH'],
  fr: ['Sport', 'Déstockage', 'Boutique'],
  es: ['Deportes', 'Montaña', 'Tienda'],
  pt: ['Esportes', 'Calçados', 'Loja'],
  ja: ['スポーツ', '商店', '堂'],
  zh: ['户外专营店', '鞋业', '运动店'],
  ru: ['Спорт', 'Магазин', 'Тур'],
  tr: ['Spor', 'Ayakkabı', 'Mağaza'],
  ar: ['للرياضة', 'ستور', 'للأحذية'],
}
const people = [
  'mia',
  'tom',
  'lena',
  'kenji',
  'joao',
  'sara',
  'oleg',
  'emre',
  'amira',
  'paul',
  'ines',
  'noah',
  'yuki',
] as const
const makers = ['yiwu', 'guangfeng', 'hengtai', 'ruian', 'laleli', 'kowloon', 'jinhua', 'ouxin', 'dafeng'] as const
const makerEnds = ['trade', 'shoes', 'store', 'fashion', 'supply', 'direct', 'mall'] as const
const sourceCountries = ['CN', 'CN', 'CN', 'HK', 'TR'] as const

/**
 * The `number`th seller of a role. Pure: the same arguments give the same seller, so that none need be stored.
 * @param size listings of the bazaar; a bigger bazaar has more sellers
 */
export function sellerOf(
  seed: number,
  role: SellerRole,
  home: BazaarTerritory,
  brand: CatalogueBrand,
  throwOf: (below: number) => number,
  size: number,
): BazaarSeller {
  switch (role) {
    case 'authorised':
      return authorised(seed, home, brand, throwOf)
    case 'lookalike':
      return lookalike(seed, brand, throwOf(4))
    case 'shop':
      return shop(seed, home, throwOf(6 + Math.ceil((size * home.share) / 6000)))
    case 'private':
      return somebody(seed, home, throwOf(40 + Math.ceil((size * home.share) / 400)))
    case 'source':
      return maker(seed, false, throwOf(9 + Math.ceil(size / 900)))
    case 'fresh':
      return maker(seed, true, throwOf(7 + Math.ceil(size / 900)))
  }
}

function authorised(
  seed: number,
  home: BazaarTerritory,
  brand: CatalogueBrand,
  throwOf: (below: number) => number,
): BazaarSeller {
  const here = brand.authorised.filter((each) => !each.in || each.in.includes(home.id))
  const name = here[throwOf(here.length)]?.name ?? brand.authorised[0].name
  const throws = dice(seed, 'authorised', name, home.id)
  return {
    id: sellerId(seed, `authorised ${name} ${home.id}`),
    name,
    country: home.country,
    ratings: 2_000 + throws.int(60_000),
    rating: 98 + throws.int(3),
  }
}

function lookalike(seed: number, brand: CatalogueBrand, number: number): BazaarSeller {
  const name =
    [`${brand.name} 0fficial`, `${brand.name}-Officia1`, `${brand.name} Official Outlet HK`, `${brand.name}_Off1cial`][
      number
    ] ?? `${brand.name} Officiall`
  const throws = dice(seed, 'lookalike', name)
  return {
    id: sellerId(seed, `lookalike ${name}`),
    name,
    country: throws.pick(sourceCountries),
    ratings: throws.int(6),
    rating: 100,
  }
}

function shop(seed: number, home: BazaarTerritory, number: number): BazaarSeller {
  const throws = dice(seed, 'shop', home.id, number)
  const first = throws.pick(firsts)
  const second = throws.pick(seconds[home.language])
  return {
    id: sellerId(seed, `shop ${home.id} ${number}`),
    name: `${first} ${second}${number >= firsts.length ? ` ${number}` : ''}`,
    country: home.country,
    ratings: 400 + throws.int(18_000),
    rating: 96 + throws.int(5),
  }
}

function somebody(seed: number, home: BazaarTerritory, number: number): BazaarSeller {
  const throws = dice(seed, 'private', home.id, number)
  return {
    id: sellerId(seed, `private ${home.id} ${number}`),
    name: `${throws.pick(people)}${throws.pick(['_', '.', ''])}${10 + number}`,
    country: home.country,
    ratings: throws.int(240),
    rating: 94 + throws.int(7),
  }
}

function maker(seed: number, fresh: boolean, number: number): BazaarSeller {
  const throws = dice(seed, fresh ? 'fresh' : 'source', number)
  return {
    id: sellerId(seed, `${fresh ? 'fresh' : 'source'} ${number}`),
    name: `${throws.pick(makers)}_${throws.pick(makerEnds)}_${number + 11}`,
    country: throws.pick(sourceCountries),
    ratings: fresh ? throws.int(10) : 12 + throws.int(900),
    rating: fresh ? 90 + throws.int(11) : 88 + throws.int(10),
  }
}

const sellerId = (seed: number, key: string): string =>
  `s${dice(seed, 'seller id', key).int(0xffffffff).toString(36).padStart(7, '0')}`
