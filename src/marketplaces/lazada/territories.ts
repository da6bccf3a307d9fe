import type { Territory } from '../../model/marketplace.ts'
import { territory } from '../requests.ts'

export const lazadaTerritories: readonly [Territory, ...Territory[]] = [
  territory('ph', 'https://www.lazada.com.ph', 'PHP', 'en-PH'),
  territory('my', 'https://www.lazada.com.my', 'MYR', 'en-MY'),
  territory('sg', 'https://www.lazada.sg', 'SGD', 'en-SG'),
  territory('th', 'https://www.lazada.co.th', 'THB', 'th-TH'),
  territory('id', 'https://www.lazada.co.id', 'IDR', 'id-ID'),
  territory('vn', 'https://www.lazada.vn', 'VND', 'vi-VN'),
]
