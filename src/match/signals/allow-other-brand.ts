import type { Facts } from '../facts.ts'
import { cuesIn, quoted, spanOf } from '../listing-text.ts'
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
    const cue =
      cuesIn(fields, 'cue.own-brand')[0] ??
      cuesIn(fields, 'brand.other').find(({ found }) => !facts.isOwnName(found.term.text))
    if (!cue) return nothing
    return [
      { text: `Another brand: ${quoted(cue.field, cue.found)}.`, strength: 1, span: spanOf(cue.field, cue.found) },
    ]
  },
}

/** A system is no maker. */
const system = /android|安卓|андроид|أندرويد|اندروید|アンドロイド|안드로이드/iu

/** "AirPods Haylou": other makers call their goods by a known model's name. */
function makerBesideModel({ fields, links, looseLinks, isOwnName }: Facts) {
  const isOwn = (start: number, end: number) =>
    [...links, ...looseLinks].some(({ span }) => span.field === 'title' && span.start < end && start < span.end)
  const cue = [...cuesIn(fields, 'brand.other'), ...cuesIn(fields, 'cue.device-maker')].find(({ field, found }) => {
    const span = spanOf(field, found)
    const isOther = field.name === 'title' && !isOwn(span.start, span.end) && !isOwnName(found.term.text)
    return isOther && !system.test(found.term.text)
  })
  if (!cue) return nothing
  const text = `Another maker beside the model’s name: ${quoted(cue.field, cue.found)}.`
  return [{ text, strength: besideModel, span: spanOf(cue.field, cue.found) }]
}
