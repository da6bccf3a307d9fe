import type { Territory } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

export const shopeeTerritories: readonly [Territory, ...Territory[]] = [
  territory('sg', 'https://shopee.sg', 'SGD', 'en-SG'),
  territory('my', 'https://shopee.com.my', 'MYR', 'en-MY'),
  territory('ph', 'https://shopee.ph', 'PHP', 'en-PH'),
  territory('th', 'https://shopee.co.th', 'THB', 'th-TH'),
  territory('id', 'https://shopee.co.id', 'IDR', 'id-ID'),
  territory('vn', 'https://shopee.vn', 'VND', 'vi-VN'),
  territory('tw', 'https://shopee.tw', 'TWD', 'zh-TW'),
  territory('br', 'https://shopee.com.br', 'BRL', 'pt-BR'),
  territory('mx', 'https://shopee.com.mx', 'MXN', 'es-MX'),
  territory('co', 'https://shopee.com.co', 'COP', 'es-CO'),
  territory('cl', 'https://shopee.cl', 'CLP', 'es-CL'),
]

/** The API's answers name no site: the currency tells it. Each site has a currency of its own. */
export const homeOfCurrency = (currency: string | undefined): Territory | undefined =>
  shopeeTerritories.find((each) => each.currency === currency)
