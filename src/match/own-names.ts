import { folded } from '../model/text-folding.ts'
import type { Watch } from '../model/watch.ts'

/** Whether a maker's name is the watched brand's own: it, one of its lines or models, or its initials. */
export type OwnNames = (name: string) => boolean

const spaced = (text: string): string => ` ${(folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `

/** "Jordan" is no other maker where the watch has an "Air Jordan 1", nor "LV" where it is of Louis Vuitton. */
export function ownNamesOf({ brand, aliases, nicknames, products }: Watch): OwnNames {
  const models = products.flatMap((product) => [product.name, ...product.models])
  const own = [brand, ...aliases, ...(nicknames ?? []), ...models].map(spaced)
  const initials = spaced(brand).trim().split(' ')
  if (initials.length > 1) own.push(` ${initials.map((word) => [...word][0] ?? '').join('')} `)
  return (name) => own.some((one) => one.includes(spaced(name)))
}
