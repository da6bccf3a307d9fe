import type { Territory } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

/** One origin for all: the site is a parameter of the address. It is served from loopback, by `settings.origins`. */
const origin = 'http://bazaar.invalid'

export const bazaarTerritories: readonly [Territory, ...Territory[]] = [
  territory('us', origin, 'USD', 'en-US'),
  territory('uk', origin, 'GBP', 'en-GB'),
  territory('de', origin, 'EUR', 'de-DE'),
  territory('fr', origin, 'EUR', 'fr-FR'),
  territory('es', origin, 'EUR', 'es-ES'),
  territory('br', origin, 'BRL', 'pt-BR'),
  territory('jp', origin, 'JPY', 'ja-JP'),
  territory('cn', origin, 'CNY', 'zh-CN'),
  territory('ru', origin, 'RUB', 'ru-RU'),
  territory('tr', origin, 'TRY', 'tr-TR'),
  territory('ae', origin, 'AED', 'ar-AE'),
]
