import { nothing, type Signal } from './signal.ts'

/** Medium: a nickname of the brand from the watch's aliases, in place of the name; beside the name it says nothing. */
export const brandNickname: Signal = {
  id: 'brand.nickname',
  see({ links, watch }) {
    const link = links.find((one) => one.name.kind === 'nickname' && one.disguise === null)
    const isNamed = links.some((one) => one.name.kind === 'brand' && one.disguise === null)
    return link && !isNamed
      ? [{ text: `“${link.written}” is a nickname of ${watch.brand}.`, strength: link.sureness, span: link.span }]
      : nothing
  },
}
