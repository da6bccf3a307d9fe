import type { Language } from './territories.ts'

export const productTypes = [
  'trail-shoe',
  'boot',
  'sandal',
  'jacket',
  'backpack',
  'watch',
  'earphones',
  'handbag',
  'sunglasses',
  'lamp',
] as const
export type ProductType = (typeof productTypes)[number]

/** `eur` is the official price, in whole euros. */
export type CatalogueProduct = { model: string; type: ProductType; eur: number }

/** An authorised seller's exact name; `in` names the territories it sells in, when not in all. */
export type AuthorisedName = { name: string; in?: readonly string[] }

/** An invented brand. `share` is its part of all listings, `scripts` how its name is written elsewhere. */
export type CatalogueBrand = {
  name: string
  share: number
  scripts: Partial<Record<Language, string>>
  authorised: readonly [AuthorisedName, ...AuthorisedName[]]
  products: readonly [CatalogueProduct, ...CatalogueProduct[]]
}

/** The brand that config/watchlists/demo.yaml watches. */
export const demoBrand: CatalogueBrand = {
  name: 'Skarvane',
  share: 34,
  scripts: { ja: 'スカルヴァーン', zh: '斯卡凡', ru: 'Скарване', ar: 'سكارفان' },
  authorised: [
    { name: 'Skarvane Official' },
    { name: 'Bergwerk Sport', in: ['de'] },
    { name: 'Trailhouse Outfitters', in: ['us', 'uk'] },
    { name: '山道スポーツ', in: ['jp'] },
  ],
  products: [
    { model: 'Fellrun', type: 'trail-shoe', eur: 139 },
    { model: 'Stormcrest', type: 'boot', eur: 219 },
    { model: 'Duneglide', type: 'sandal', eur: 89 },
  ],
}

export const brands: readonly [CatalogueBrand, ...CatalogueBrand[]] = [
  demoBrand,
  brand('Brimrock', 10, 'Brimrock Store', [
    ['Pinnacle', 'trail-shoe', 95],
    ['Gritstone', 'boot', 149],
  ]),
  brand('Altiera', 9, 'Altiera Direct', [
    ['Vento', 'trail-shoe', 119],
    ['Cirrus', 'jacket', 249],
  ]),
  brand('Kordelo', 8, 'Kordelo Packs', [
    ['Haul 30', 'backpack', 129],
    ['Haul 18', 'backpack', 89],
  ]),
  brand('Meridane', 8, 'Meridane Boutique', [
    ['Solstice', 'watch', 480],
    ['Pilote', 'watch', 620],
  ]),
  brand('Oonavi', 8, 'Oonavi Audio', [
    ['Buds 4', 'earphones', 149],
    ['Air 2', 'earphones', 99],
  ]),
  brand('Vellacour', 8, 'Maison Vellacour', [
    ['Lune', 'handbag', 890],
    ['Carré', 'handbag', 640],
  ]),
  brand('Zefirline', 8, 'Zefirline Optics', [
    ['Coast', 'sunglasses', 159],
    ['Drift', 'sunglasses', 129],
  ]),
  brand('Lumetro', 7, 'Lumetro Licht', [
    ['Halo', 'lamp', 240],
    ['Stilo', 'lamp', 180],
  ]),
]

export const colours = ['black', 'white', 'blue', 'green', 'red', 'orange', 'grey', 'sand'] as const
export type Colour = (typeof colours)[number]

const isShoe = (type: ProductType): boolean => type === 'trail-shoe' || type === 'boot' || type === 'sandal'
export const hasSize = (type: ProductType): boolean => isShoe(type) || type === 'jacket'

function brand(
  name: string,
  share: number,
  authorised: string,
  products: readonly [Triple, ...Triple[]],
): CatalogueBrand {
  const made = ([model, type, eur]: Triple): CatalogueProduct => ({ model, type, eur })
  const [first, ...rest] = products
  return { name, share, scripts: {}, authorised: [{ name: authorised }], products: [made(first), ...rest.map(made)] }
}
type Triple = readonly [string, ProductType, number]
