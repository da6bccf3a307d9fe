import type { Money } from '../../model/money.ts'
import type { BazaarTerritory } from '../territories.ts'

type Style = { group: string; point: string; before: string; after: string; places: number }

const styles: Record<string, Style> = {
  USD: { group: ',', point: '.', before: '$', after: '', places: 2 },
  GBP: { group: ',', point: '.', before: '£', after: '', places: 2 },
  EUR: { group: '.', point: ',', before: '', after: '\u00a0€', places: 2 },
  BRL: { group: '.', point: ',', before: 'R$\u00a0', after: '', places: 2 },
  JPY: { group: ',', point: '.', before: '', after: '円', places: 0 },
  CNY: { group: ',', point: '.', before: '¥', after: '', places: 2 },
  RUB: { group: '\u00a0', point: ',', before: '', after: '\u00a0₽', places: 0 },
  TRY: { group: '.', point: ',', before: '', after: ' TL', places: 2 },
  AED: { group: ',', point: '.', before: 'AED\u00a0', after: '', places: 2 },
}
/** French pages group by a narrow blank, whatever the euro does elsewhere. */
const french: Style = { group: '\u202f', point: ',', before: '', after: '\u00a0€', places: 2 }

/** An amount as people of a territory are used to seeing its currency: 1299.9 EUR is "1.299,90 €" in Germany. */
export function printMoney(money: Money, territory: BazaarTerritory): string {
  const style = money.currency === 'EUR' && territory.language === 'fr' ? french : styles[money.currency]
  if (!style) return `${money.currency} ${money.amount}`
  const [units = '0', places = ''] = money.amount.split('.')
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, style.group)
  const decimals = style.places > 0 ? style.point + places.padEnd(style.places, '0') : ''
  return style.before + grouped + decimals + style.after
}

const countGroups: Record<string, string> = { de: '.', es: '.', pt: '.', tr: '.', fr: '\u202f', ru: '\u00a0' }

/** A count, grouped as the territory groups. */
export const printCount = (count: number, territory: BazaarTerritory): string =>
  String(count).replace(/\B(?=(\d{3})+$)/g, countGroups[territory.language] ?? ',')
