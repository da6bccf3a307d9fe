import type { Territory } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

/** Amazon's sites. A site's currency is only what it usually prints: visitors abroad may be shown their own. */
export const amazonTerritories: readonly [Territory, ...Territory[]] = [
  territory('us', 'https://www.amazon.com', 'USD', 'en-US'),
  territory('uk', 'https://www.amazon.co.uk', 'GBP', 'en-GB'),
  territory('de', 'https://www.amazon.de', 'EUR', 'de-DE'),
  territory('fr', 'https://www.amazon.fr', 'EUR', 'fr-FR'),
  territory('it', 'https://www.amazon.it', 'EUR', 'it-IT'),
  territory('es', 'https://www.amazon.es', 'EUR', 'es-ES'),
  territory('nl', 'https://www.amazon.nl', 'EUR', 'nl-NL'),
  territory('be', 'https://www.amazon.com.be', 'EUR', 'fr-BE'),
  territory('ie', 'https://www.amazon.ie', 'EUR', 'en-IE'),
  territory('se', 'https://www.amazon.se', 'SEK', 'sv-SE'),
  territory('pl', 'https://www.amazon.pl', 'PLN', 'pl-PL'),
  territory('tr', 'https://www.amazon.com.tr', 'TRY', 'tr-TR'),
  territory('in', 'https://www.amazon.in', 'INR', 'en-IN'),
  territory('jp', 'https://www.amazon.co.jp', 'JPY', 'ja-JP'),
  territory('br', 'https://www.amazon.com.br', 'BRL', 'pt-BR'),
  territory('mx', 'https://www.amazon.com.mx', 'MXN', 'es-MX'),
  territory('ca', 'https://www.amazon.ca', 'CAD', 'en-CA'),
  territory('au', 'https://www.amazon.com.au', 'AUD', 'en-AU'),
  territory('ae', 'https://www.amazon.ae', 'AED', 'en-AE'),
  territory('sa', 'https://www.amazon.sa', 'SAR', 'ar-SA'),
  territory('eg', 'https://www.amazon.eg', 'EGP', 'ar-EG'),
  territory('za', 'https://www.amazon.co.za', 'ZAR', 'en-ZA'),
  territory('sg', 'https://www.amazon.sg', 'SGD', 'en-SG'),
]
