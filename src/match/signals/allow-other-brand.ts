import { folded } from '../../model/text-folding.ts'
import type { Watch } from '../../model/watch.ts'
import type { Facts } from '../facts.ts'
import { type Cue, cuesIn, quoted, spanOf } from '../listing-text.ts'
import { nothing, type Signal } from './signal.ts'

/** A maker's name that opens the title, and one beside a model's name: surer without the brand's name beside them. */
const opensTitle = 0.7
const besideModel = 0.8

/** Lowers: it names its own or another brand, or says that it is not of the watched one (label rule 5). */
export const allowOtherBrand: Signal = {
  id: 'allow.other-brand',
  see(facts) {
    const { fields, links, deniedSources, watch, makers } = facts
    if (makers?.own) {
      const { written, start, end } = makers.own
      return [{ text: `Another maker: “${written}”.`, strength: opensTitle, span: { field: 'title', start, end } }]
    }
    const isNamed = links.some((link) => link.name.kind !== 'model')
    if (isNamed || links.some((link) => !link.name.needsContext)) return isNamed ? nothing : makerBesideModel(facts)
    const [denied] = deniedSources
    if (denied) {
      const words =
        denied.span.start === denied.link.span.start ? denied.words : `${denied.words} ${denied.link.written}`
      return [{ text: `Says that it is not of ${watch.brand}: “${words}”.`, strength: 1, span: denied.span }]
    }
    const cue = cuesIn(fields, 'cue.own-brand')[0] ?? cuesIn(fields, 'brand.other').find(isNoNameOf(watch))
    if (!cue) return nothing
    return [
      { text: `Another brand: ${quoted(cue.field, cue.found)}.`, strength: 1, span: spanOf(cue.field, cue.found) },
    ]
  },
}

/** The watched brand is no other one, also where its name stands too loosely to be a link. */
const isNoNameOf = ({ brand, aliases }: Watch) => {
  const own = new Set([brand, ...aliases].map(folded))
  return ({ found }: Cue): boolean => !own.has(folded(found.term.text))
}

/** A system is no maker. */
const system = /android|安卓|андроид|أندرويد|اندروید|アンドロイド|안드로이드/iu

/** "AirPods Haylou": other makers call their goods by a known model's name. */
function makerBesideModel({ fields, looseLinks }: Facts) {
  const isOwn = (start: number, end: number) => looseLinks.some(({ span }) => span.start < end && start < span.end)
  const cue = [...cuesIn(fields, 'brand.other'), ...cuesIn(fields, 'cue.device-maker')].find(({ field, found }) => {
    const span = spanOf(field, found)
    return field.name === 'title' && !isOwn(span.start, span.end) && !system.test(found.term.text)
  })
  if (!cue) return nothing
  const text = `Another maker beside the model’s name: ${quoted(cue.field, cue.found)}.`
  return [{ text, strength: besideModel, span: spanOf(cue.field, cue.found) }]
}
