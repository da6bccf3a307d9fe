import type { Territory } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

/** AliExpress's sites are languages rather than countries; the currency is what each usually prints without a cookie. */
export const aliexpressTerritories: readonly [Territory, ...Territory[]] = [
  territory('us', 'https://www.aliexpress.com', 'USD', 'en-US'),
  territory('us-local', 'https://www.aliexpress.us', 'USD', 'en-US'),
  territory('de', 'https://de.aliexpress.com', 'EUR', 'de-DE'),
  territory('fr', 'https://fr.aliexpress.com', 'EUR', 'fr-FR'),
  territory('es', 'https://es.aliexpress.com', 'EUR', 'es-ES'),
  territory('it', 'https://it.aliexpress.com', 'EUR', 'it-IT'),
  territory('nl', 'https://nl.aliexpress.com', 'EUR', 'nl-NL'),
  territory('pl', 'https://pl.aliexpress.com', 'PLN', 'pl-PL'),
  territory('tr', 'https://tr.aliexpress.com', 'TRY', 'tr-TR'),
  territory('br', 'https://pt.aliexpress.com', 'BRL', 'pt-BR'),
  territory('jp', 'https://ja.aliexpress.com', 'JPY', 'ja-JP'),
  territory('kr', 'https://ko.aliexpress.com', 'KRW', 'ko-KR'),
  territory('il', 'https://he.aliexpress.com', 'ILS', 'he-IL'),
  territory('sa', 'https://ar.aliexpress.com', 'USD', 'ar-SA'),
  territory('th', 'https://th.aliexpress.com', 'THB', 'th-TH'),
  territory('vn', 'https://vi.aliexpress.com', 'VND', 'vi-VN'),
  territory('id', 'https://id.aliexpress.com', 'USD', 'id-ID'),
]
