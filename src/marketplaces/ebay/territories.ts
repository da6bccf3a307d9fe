import type { Territory } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

/** eBay's sites. A site's currency is only what it usually prints: visitors abroad are shown their own. */
export const ebayTerritories: readonly [Territory, ...Territory[]] = [
  territory('us', 'https://www.ebay.com', 'USD', 'en-US'),
  territory('uk', 'https://www.ebay.co.uk', 'GBP', 'en-GB'),
  territory('de', 'https://www.ebay.de', 'EUR', 'de-DE'),
  territory('fr', 'https://www.ebay.fr', 'EUR', 'fr-FR'),
  territory('it', 'https://www.ebay.it', 'EUR', 'it-IT'),
  territory('es', 'https://www.ebay.es', 'EUR', 'es-ES'),
  territory('ca', 'https://www.ebay.ca', 'CAD', 'en-CA'),
  territory('au', 'https://www.ebay.com.au', 'AUD', 'en-AU'),
  territory('at', 'https://www.ebay.at', 'EUR', 'de-AT'),
  territory('ch', 'https://www.ebay.ch', 'CHF', 'de-CH'),
  territory('nl', 'https://www.ebay.nl', 'EUR', 'nl-NL'),
  territory('be', 'https://www.benl.ebay.be', 'EUR', 'nl-BE'),
  territory('ie', 'https://www.ebay.ie', 'EUR', 'en-IE'),
  territory('pl', 'https://www.ebay.pl', 'PLN', 'pl-PL'),
  territory('hk', 'https://www.ebay.com.hk', 'HKD', 'zh-HK'),
  territory('sg', 'https://www.ebay.com.sg', 'SGD', 'en-SG'),
  territory('my', 'https://www.ebay.com.my', 'MYR', 'en-MY'),
  territory('ph', 'https://www.ebay.ph', 'PHP', 'en-PH'),
]
