import type { BlockKind } from '../../model/outcome.ts'

/** Where sites send whom they do not let in, by the address a page came from in the end. */
const rules: readonly { by: BlockKind; host?: RegExp; path?: RegExp; query?: RegExp }[] = [
  { by: 'slider', path: /_____tmd_____|\/punish(?:[/.]|$)/ },
  { by: 'slider', host: /^sec\.(?:1688|taobao|tmall|alibaba|aliexpress)\.com$/ },
  { by: 'captcha', host: /(?:^|\.)(?:captcha-delivery\.com|perfdrive\.com|hcaptcha\.com|arkoselabs\.com)$/ },
  { by: 'cloudflare', host: /^challenges\.cloudflare\.com$/ },
  { by: 'service-unavailable', host: /(?:^|\.)queue-it\.net$/ },
  {
    by: 'captcha',
    path: /^\/(?:errors\/validateCaptcha|showcaptcha|checkcaptcha|verify\/captcha|verify\/traffic|sorry\/index|bgn_verification\.html|ap\/cvf\/)/i,
  },
  { by: 'captcha', path: /^\/(?:[\w-]{1,20}\/)?captcha(?:[/.]|$)/i },
  { by: 'press-and-hold', path: /^\/blocked$/, query: /[?&](?:url|uuid|vid)=/ },
  {
    by: 'js-challenge',
    path: /^\/(?:splashui\/challenge|_sec\/cp_challenge|cdn-cgi\/challenge-platform|challenge)(?:[/.]|$)/,
  },
]

/** Amazon's /ap/signin, Mercado Libre's account verification, Temu's login.html, a Shopify shop that is closed by a password. */
const signInPath =
  /^\/(?:[a-z]{2}(?:[-_][a-z]{2,4})?\/)?(?:(?:buyer\/|ap\/|user\/|account\/|customer\/|member\/)?(?:login|signin|sign-in|log-in)(?:[./]|$)|gz\/account-verification(?:\/|$)|password$)/i
const signInHost = /^(?:login|passport|signin|accounts?|member|identity|auth|sso)\./

/** What the address that a page came from says; `null` for any other. */
export function addressSaid(address: URL): { by: BlockKind; said: string } | null {
  const said = `redirected to ${address.hostname}${address.pathname}`.slice(0, 200)
  if (signInHost.test(address.hostname) || signInPath.test(address.pathname)) return { by: 'login-wall', said }
  for (const { by, host, path, query } of rules) {
    if (
      (host?.test(address.hostname) ?? true) &&
      (path?.test(address.pathname) ?? true) &&
      (query?.test(address.search) ?? true)
    )
      return { by, said }
  }
  return null
}
