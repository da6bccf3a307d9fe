import type { Territory } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

/** Results pages have a host of their own in each country ("lista", "listado"); listings have two more. */
const countries = [
  ['br', 'https://lista.mercadolivre.com.br', 'mercadolivre.com.br', 'produto', 'BRL', 'pt-BR'],
  ['ar', 'https://listado.mercadolibre.com.ar', 'mercadolibre.com.ar', 'articulo', 'ARS', 'es-AR'],
  ['mx', 'https://listado.mercadolibre.com.mx', 'mercadolibre.com.mx', 'articulo', 'MXN', 'es-MX'],
  ['co', 'https://listado.mercadolibre.com.co', 'mercadolibre.com.co', 'articulo', 'COP', 'es-CO'],
  ['cl', 'https://listado.mercadolibre.cl', 'mercadolibre.cl', 'articulo', 'CLP', 'es-CL'],
  ['pe', 'https://listado.mercadolibre.com.pe', 'mercadolibre.com.pe', 'articulo', 'PEN', 'es-PE'],
  ['uy', 'https://listado.mercadolibre.com.uy', 'mercadolibre.com.uy', 'articulo', 'UYU', 'es-UY'],
] as const

const [first, ...others] = countries
const territoryOf = ([id, origin, , , currency, language]: (typeof countries)[number]): Territory =>
  territory(id, origin, currency, language)

export const mercadoLibreTerritories: readonly [Territory, ...Territory[]] = [
  territoryOf(first),
  ...others.map(territoryOf),
]

/** Where products ("www") and single offers ("produto", "articulo") are. */
export const mercadoLibrePageOrigins: readonly string[] = countries.flatMap(([, , domain, item]) => [
  `https://www.${domain}`,
  `https://${item}.${domain}`,
])

const prefixes: Readonly<Record<string, string>> = {
  MLB: 'br',
  MLA: 'ar',
  MLM: 'mx',
  MCO: 'co',
  MLC: 'cl',
  MPE: 'pe',
  MLU: 'uy',
}

/** Each country numbers its own offers and products: "MLB123" is Brazil's. */
export const homeOfId = (id: string): Territory | undefined =>
  mercadoLibreTerritories.find((each) => each.id === prefixes[id.slice(0, 3)])

/** The id in an offer's or a product's address: "/MLB-123-words", "/p/MLB123". */
export const idOfUrl = (url: string): string | undefined => {
  const found = /\/(?:p\/|up\/)?([A-Z]{3}U?)-?(\d{6,})/.exec(url)
  return found ? `${found[1]}${found[2]}` : undefined
}

/** The address of a single offer of which only the id is known: its words are left out, as the site allows. */
export function offerUrl(id: string, home: Territory): string {
  const country = countries.find(([each]) => each === home.id) ?? first
  return `https://${country[3]}.${country[2]}/${id.replace(/^([A-Z]{3})-?(\d+)$/, '$1-$2')}-_JM`
}
