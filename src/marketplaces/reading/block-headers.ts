import type { BlockKind } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'

type Told = { by: BlockKind; said: string }

/** Headers that only a challenge or a refusal carries, whatever the status; services' own documentation, November 2026. */
const telling: readonly { header: string; value?: RegExp; by: BlockKind }[] = [
  { header: 'cf-mitigated', value: /challenge/, by: 'cloudflare' },
  { header: 'x-amzn-waf-action', value: /captcha/, by: 'captcha' },
  { header: 'x-amzn-waf-action', by: 'js-challenge' },
  { header: 'bxpunish', value: /^(?!0)/, by: 'slider' },
  { header: 'x-vercel-mitigated', value: /challenge/, by: 'js-challenge' },
  { header: 'x-vercel-mitigated', by: 'forbidden' },
  { header: 'x-sucuri-block', by: 'forbidden' },
]

/** What a service sets or answers beside a refusal; on ordinary pages too, so it only says what a refusal is. */
const besideRefusal: readonly { header: string; value: RegExp; by: BlockKind }[] = [
  { header: 'set-cookie', value: /(?:^|\n)[ \t]{0,8}(?:x5sec|x5secdata)\w{0,20}=/, by: 'slider' },
  { header: 'set-cookie', value: /(?:^|\n)[ \t]{0,8}datadome=/, by: 'captcha' },
  { header: 'x-datadome', value: /./, by: 'captcha' },
  { header: 'x-dd-b', value: /./, by: 'captcha' },
  { header: 'server', value: /datadome/i, by: 'captcha' },
  { header: 'set-cookie', value: /(?:^|\n)[ \t]{0,8}_px(?:hd|3|vid|de)?=/, by: 'press-and-hold' },
  { header: 'x-px-blocked', value: /./, by: 'press-and-hold' },
  {
    header: 'set-cookie',
    value: /(?:^|\n)[ \t]{0,8}(?:aws-waf-token|KP_UIDz(?:-ssn)?|acw_sc__v\d|TSPD_101\w{0,10}|reese84|rbzid)=/,
    by: 'js-challenge',
  },
  { header: 'x-kpsdk-ct', value: /./, by: 'js-challenge' },
  { header: 'x-kpsdk-r', value: /./, by: 'js-challenge' },
  { header: 'set-cookie', value: /(?:^|\n)[ \t]{0,8}__uzm[a-e]=/, by: 'captcha' },
]

/** Set by services that let a browser prove itself: what a page without a word, that came with one, waits for. */
const besideSilence: typeof besideRefusal = [
  ...besideRefusal,
  {
    header: 'set-cookie',
    value:
      /(?:^|\n)[ \t]{0,8}(?:_abck|bm_sz|ak_bmsc|sec_cpt|visid_incap_\d{1,20}|incap_ses_\d{1,20}_\d{1,20}|nlbi_\d{1,20})=/,
    by: 'js-challenge',
  },
  { header: 'set-cookie', value: /(?:^|\n)[ \t]{0,8}(?:__cf_bm|cf_clearance)=/, by: 'cloudflare' },
]

/** What a page's headers say by themselves. */
export function headersSaid({ headers }: Pick<Page, 'headers'>): Told | null {
  for (const { header, value, by } of telling) {
    const found = headers[header]
    if (found !== undefined && (value?.test(found) ?? true)) return { by, said: `${header}: ${found.slice(0, 60)}` }
  }
  return null
}

/** Which service refused, or is silent, by what it set beside. */
function serviceOf({ headers }: Pick<Page, 'headers'>, table: typeof besideRefusal): Told | null {
  for (const { header, value, by } of table) {
    const found = value.exec(headers[header] ?? '')
    if (found)
      return { by, said: header === 'set-cookie' ? `cookie ${found[0].trim().replace('=', '')}` : `header ${header}` }
  }
  return null
}

/** A page that shows nothing, told by the cookies that came with it. */
export const silenceSaid = (page: Pick<Page, 'headers'>): Told | null => serviceOf(page, besideSilence)

/** Statuses by which a page is refused; 430 is Shopify's, 52x and 530 Cloudflare's for a site that is away. */
const byStatus: Readonly<Record<number, BlockKind>> = {
  401: 'login-wall',
  403: 'forbidden',
  405: 'forbidden',
  406: 'forbidden',
  418: 'forbidden',
  423: 'forbidden',
  429: 'rate-limited',
  430: 'rate-limited',
  444: 'forbidden',
  451: 'forbidden',
  456: 'forbidden',
  493: 'forbidden',
  498: 'forbidden',
  502: 'service-unavailable',
  503: 'service-unavailable',
  504: 'service-unavailable',
  509: 'rate-limited',
  511: 'login-wall',
  520: 'service-unavailable',
  521: 'service-unavailable',
  522: 'service-unavailable',
  523: 'service-unavailable',
  524: 'service-unavailable',
  525: 'service-unavailable',
  526: 'service-unavailable',
  529: 'service-unavailable',
  530: 'service-unavailable',
  598: 'service-unavailable',
  599: 'service-unavailable',
  999: 'forbidden',
}

/** What a status says that nothing else explained: the service that refused, where it left its name, else the status. */
export function statusSaid(page: Pick<Page, 'status' | 'headers'>): Told | null {
  const by = byStatus[page.status]
  if (by === undefined) return null
  const service = by === 'forbidden' || page.status === 429 ? serviceOf(page, besideRefusal) : null
  return service
    ? { by: service.by, said: `HTTP status ${page.status}, ${service.said}` }
    : { by, said: `HTTP status ${page.status}` }
}
