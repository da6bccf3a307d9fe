/** Hosts beside those that are searched: other countries' sites, pages for phones, what apps share. The end of a host's name. */
const endings: Readonly<Record<string, RegExp>> = {
  amazon: /(?:^|\.)amazon\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/,
  ebay: /(?:^|\.)ebay\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/,
  aliexpress: /(?:^|\.)aliexpress\.(?:com|ru|us)$/,
  alibaba: /(?:^|\.)alibaba\.com$/,
  '1688': /(?:^|\.)1688\.com$/,
  taobao: /(?:^|\.)(?:taobao\.com|tmall\.com|tmall\.hk)$/,
  'mercado-libre': /(?:^|\.)mercadoli[bv]re\.(?:com|cl|com?\.[a-z]{2})$/,
  walmart: /(?:^|\.)walmart\.(?:com|ca|com\.mx)$/,
  etsy: /(?:^|\.)etsy\.com$/,
  rakuten: /(?:^|\.)rakuten\.co\.jp$/,
  lazada: /(?:^|\.)lazada\.(?:sg|vn|com\.[a-z]{2}|co\.[a-z]{2})$/,
  shopee: /(?:^|\.)shopee\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/,
  mercari: /(?:^|\.)mercari\.com$/,
  temu: /(?:^|\.)temu\.com$/,
  dhgate: /(?:^|\.)dhgate\.com$/,
}

/** The marketplace that a host belongs to by its name; `null` for none. */
export const marketplaceOfHost = (host: string): string | null =>
  Object.entries(endings).find(([, ending]) => ending.test(host))?.[0] ?? null

/** Hosts that only lead elsewhere: nobody sees from such an address what it leads to. */
const shortHosts =
  /^(?:a\.co|amzn\.(?:to|eu|asia|com|in)|ebay\.(?:us|to)|ebay\.onelink\.me|(?:a|s\.click|star)\.aliexpress\.com|(?:m\.)?tb\.cn|qr\.1688\.com|(?:share|app)\.temu\.com|temu\.to|s\.lazada\.[a-z.]{2,7}|(?:shp\.ee|shope\.ee)|[a-z]{2}\.shp\.ee|s\.shopee\.[a-z.]{2,7}|meli\.la|etsy\.me|walmrt\.us|goto\.walmart\.com|r10\.to|a\.r10\.to|merc\.li|dhgate\.onelink\.me|bit\.ly|t\.co|tinyurl\.com|goo\.gl|is\.gd|ow\.ly|cutt\.ly|rebrand\.ly|u\.jd\.com|s\.id)$/

/** Whether an address is a short link. */
export const isShortLink = (address: string): boolean =>
  URL.canParse(address) && shortHosts.test(new URL(address).hostname.replace(/^www\./, ''))
