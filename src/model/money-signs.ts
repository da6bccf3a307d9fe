/** Every code of ISO 4217 that money is printed in, as of 2026. */
export const isoCodes =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC ' +
  'CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD ' +
  'JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD ' +
  'NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP ' +
  'SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG'

/** Codes that are words of shops as well ("TOP", "ALL"): in a text they are money only where that currency is at home. */
export const wordCodes: ReadonlySet<string> = new Set(['ALL', 'TOP', 'CUP', 'SOS'])

/** A sign or a word, and the currencies that it can mean, by a space; with several, the hints must choose. */
type Sign = readonly [sign: string, currencies: string]

const pairs = (table: Readonly<Record<string, string>>): readonly Sign[] =>
  Object.entries(table).flatMap(([currencies, all]) => all.split('|').map((sign): Sign => [sign, currencies]))

const localByCurrency: Readonly<Record<string, string>> = {
  HNL: 'L|L.',
  GTQ: 'Q|Q.',
  MMK: 'K|Ks',
  SAR: 'SR|SR.',
  QAR: 'QR',
  KWD: 'KD|K.D.',
  BHD: 'BD',
  OMR: 'RO|R.O.',
  JOD: 'JD',
  EGP: 'LE',
  TND: 'DT',
  DZD: 'DA',
  'MAD AED': 'DH|Dh|dh|Dh.|DHS|dhs|Dhs',
  RSD: 'din|din.',
  CHF: 'Fr',
  BAM: 'KM',
  'XPF XOF XAF': 'F',
  ZAR: 'R.',
}

/**
 * Signs that are letters or words for other things as well ("1 L", "Q 3"): money only where that currency is at home, which the
 * hints say.
 */
export const localSigns: readonly Sign[] = pairs(localByCurrency)

const dollars = 'USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP'

const pesos = 'MXN ARS CLP COP UYU DOP PHP CUP'

const signsByCurrency: Readonly<Record<string, string>> = {
  EUR: '€|euros|euro|Euro|Euros|EURO|€uro|eur|Eur|EUROS',
  GBP: '£|gbp|GBP£',
  EGP: 'E£|جنيه|ج.م|ج.م.|ج‎.م|£E|L.E.|L.E',
  'JPY CNY': '¥',
  JPY: '円|JP¥|yen',
  'CNY TWD HKD': '元',
  CNY: 'RMB|人民币|CN¥|yuan|人民幣|RMB¥|CNY¥',
  KRW: '원|₩',
  USD: 'US $|US$|U$S|USD $|usd|Usd|U$D|u$s|US dollars',
  [dollars]: '$|dollars|dollar',
  AUD: 'AU $|AU$|A$',
  CAD: 'C $|CA$|C$',
  SGD: 'S$|SG$',
  HKD: 'HK$|HK $',
  TWD: 'NT$|NT $|圓',
  NZD: 'NZ$|NZ $',
  MXN: 'MX$|Mex$',
  ARS: 'AR$',
  CLP: 'CLP$',
  COP: 'COP$|Col$',
  BRL: 'R$|reais',
  PEN: 'S/.|S/|soles',
  CRC: '₡',
  PYG: '₲|Gs.|₲s|Gs',
  DOP: 'RD$',
  INR: '₹|रु|inr|रुपये|रुपए',
  'INR PKR LKR NPR': 'Rs.|Rs|₨|rupees|Rupees|₨.',
  BDT: '৳|Tk|Tk.|টাকা',
  IDR: 'Rp|Rp.|rupiah',
  MYR: 'RM',
  THB: '฿|บาท|baht|Baht',
  PHP: '₱|Php|PhP|php',
  VND: '₫|đ|VNĐ|đồng|dong',
  RUB: '₽|руб.|руб|р.|р|рублей|рубля|рубль|РУБ|Руб.|Руб',
  UAH: '₴|грн|грн.|гривень|гривні',
  KZT: '₸|тг|тенге|теңге',
  PLN: 'zł|ZŁ|pln|zl|złotych|zlotych|ZL',
  CZK: 'Kč|czk|KČ|kč|Kc',
  HUF: 'Ft|forint',
  RON: 'lei|Lei|LEI|Lej',
  BGN: 'лв|лв.',
  'SEK NOK DKK ISK': 'kr|Kr|KR',
  'DKK NOK SEK ISK': 'kr.',
  CHF: 'Fr.|SFr.|chf|CHF.|sFr.|₣',
  TRY: '₺|TL|lira|lirası|YTL',
  ILS: `₪|ש"ח|ש״ח|ש''ח|שח|NIS`,
  ZAR: 'R',
  NGN: '₦|NGN₦|naira',
  KES: 'KSh|KSh.|Ksh|Ksh.|KSH',
  GHS: 'GH₵|GH¢|₵',
  'AED MAD': 'درهم|دراهم',
  AED: 'د.إ|aed|د.إ.|Dhs|Dhs.|DHS|dhs',
  'SAR QAR OMR': 'ريال',
  SAR: 'ر.س|ر.س.',
  QAR: 'ر.ق|ر.ق.',
  KWD: 'د.ك|د.ك.',
  IRR: 'ریال|تومان|تومن',
  [pesos]: 'pesos',
  LKR: 'රු|රු.',
  NPR: 'NRs|NRs.',
  MOP: 'MOP$',
  BND: 'B$',
  TTD: 'TT$',
  JMD: 'J$',
  FJD: 'FJ$',
  PAB: 'B/.',
  UYU: '$U',
  UZS: `сум|so'm|soʻm`,
  KGS: 'сом',
  AZN: '₼|ман',
  GEL: '₾',
  AMD: '֏',
  'BYN ETB': 'Br',
  MNT: '₮',
  LAK: '₭',
  KHR: '៛',
  MKD: 'ден|ден.',
  RSD: 'дин|дин.',
  SEK: 'kronor',
  'NOK DKK': 'kroner',
  'SEK NOK DKK': ':-',
  ISK: 'ISK',
  'CHF XOF XAF XPF': 'francs',
  'XOF XAF': 'FCFA|F CFA|CFA',
  TZS: 'TSh|Tsh|TSh.',
  UGX: 'USh|UShs|Ush',
  MAD: 'د.م.|د.م',
  'SAR IRR': '﷼',
  'KWD BHD JOD IQD TND': 'دينار',
  OMR: 'ر.ع.|ر.ع',
  BHD: 'د.ب.|د.ب',
  JOD: 'د.ا|د.ا.|د.أ',
  TND: 'د.ت',
  DZD: 'د.ج',
  IQD: 'د.ع',
  LBP: 'ل.ل',
  BOB: 'Bs|Bs.',
}

/** Signs and words for money. */
export const signs: readonly Sign[] = pairs(signsByCurrency)
