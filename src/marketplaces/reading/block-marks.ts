import type { BlockKind } from '../../model/outcome.ts'

/**
 * What stands in the source of a page by which a protection service asks or refuses, whether or not the page shows a word.
 * `with` names one more of which one must be there, where the mark alone stands on ordinary pages too.
 */
export type BlockMark = { by: BlockKind; service: string; mark: string; with?: readonly string[] }

/** In the order that they are asked. Files and variables as of November 2026; "seen" are those of saved pages, the rest as documented. */
export const blockMarks: readonly BlockMark[] = [
  // Alibaba group: "x5", its punish page and the script that leads there (seen 2025-08)
  { by: 'slider', service: 'x5', mark: '_____tmd_____' },
  { by: 'slider', service: 'x5', mark: 'x5secdata' },
  { by: 'slider', service: 'x5', mark: 'x5referer' },
  { by: 'slider', service: 'x5', mark: 'punish-component' },
  { by: 'slider', service: 'x5', mark: 'NCTOKENSTR' },
  { by: 'slider', service: 'x5', mark: 'sufei-punish' },
  { by: 'slider', service: 'GeeTest', mark: 'initGeetest' },
  { by: 'slider', service: 'GeeTest', mark: 'static.geetest.com' },
  { by: 'slider', service: 'Tencent captcha', mark: 'turing.captcha.' },
  { by: 'slider', service: 'Tencent captcha', mark: 'TCaptcha.js' },
  // DataDome: "i" is the interstitial, all else its captcha
  { by: 'js-challenge', service: 'DataDome', mark: 'captcha-delivery.com', with: ["'rt':'i'", '"rt":"i"', '/i.js'] },
  { by: 'captcha', service: 'DataDome', mark: 'captcha-delivery.com' },
  // PerimeterX, now HUMAN (seen 2026-04)
  { by: 'press-and-hold', service: 'PerimeterX', mark: 'px-captcha' },
  { by: 'press-and-hold', service: 'PerimeterX', mark: 'captcha.px-c' },
  { by: 'press-and-hold', service: 'PerimeterX', mark: 'captcha.perimeterx.net' },
  { by: 'press-and-hold', service: 'PerimeterX', mark: '/captcha/captcha.js?a=c' },
  {
    by: 'press-and-hold',
    service: 'PerimeterX',
    mark: '_pxAppId',
    with: ['_pxUuid', '_pxVid', '_pxJsClientSrc', '_pxHostUrl'],
  },
  // AWS WAF
  { by: 'captcha', service: 'AWS WAF', mark: 'AwsWafCaptcha' },
  { by: 'captcha', service: 'AWS WAF', mark: 'captcha.awswaf.com' },
  { by: 'captcha', service: 'AWS WAF', mark: 'awswaf.com', with: ['/captcha.js', 'captcha-container'] },
  { by: 'js-challenge', service: 'AWS WAF', mark: 'awsWafCookieDomainList' },
  { by: 'js-challenge', service: 'AWS WAF', mark: 'AwsWafIntegration' },
  { by: 'js-challenge', service: 'AWS WAF', mark: 'gokuProps' },
  { by: 'js-challenge', service: 'AWS WAF', mark: 'awswaf.com', with: ['challenge.js', 'challenge.compact.js'] },
  // Akamai
  { by: 'js-challenge', service: 'Akamai', mark: 'sec-if-cpt' },
  { by: 'js-challenge', service: 'Akamai', mark: 'sec-cpt-if' },
  { by: 'js-challenge', service: 'Akamai', mark: '/_sec/cp_challenge' },
  { by: 'js-challenge', service: 'Akamai', mark: '/_sec/verify' },
  { by: 'js-challenge', service: 'Akamai', mark: 'triggerInterstitialChallenge' },
  { by: 'js-challenge', service: 'Akamai', mark: 'bm-verify' },
  { by: 'forbidden', service: 'Akamai', mark: 'errors.edgesuite.net' },
  // Kasada
  { by: 'js-challenge', service: 'Kasada', mark: 'KPSDK' },
  { by: 'js-challenge', service: 'Kasada', mark: '/149e9513-01fa-4fb0-aad4-566afd725d1b/' },
  { by: 'js-challenge', service: 'Kasada', mark: '/ips.js?', with: ['x-kpsdk', 'tkrm_', 'KP_UIDz'] },
  // Imperva, before Incapsula
  {
    by: 'captcha',
    service: 'Imperva',
    mark: '_Incapsula_Resource',
    with: ['SWUDNSAI', 'edet=12', 'h-captcha', 'g-recaptcha'],
  },
  { by: 'js-challenge', service: 'Imperva', mark: '_Incapsula_Resource' },
  { by: 'forbidden', service: 'Imperva', mark: 'Incapsula incident ID' },
  { by: 'js-challenge', service: 'Imperva', mark: 'reeseSkipExpirationCheck' },
  { by: 'js-challenge', service: 'Imperva', mark: 'onProtectionInitialized' },
  // Temu's own
  { by: 'js-challenge', service: 'Temu', mark: '/assets/chl/js/' },
  { by: 'js-challenge', service: 'Temu', mark: 'window["challenge"]' },
  { by: 'js-challenge', service: 'Temu', mark: "window['challenge']" },
  { by: 'captcha', service: 'Temu', mark: 'bgn_verification' },
  // F5, with Shape
  { by: 'js-challenge', service: 'F5', mark: '/TSPD/' },
  { by: 'js-challenge', service: 'F5', mark: 'TSPD_101' },
  { by: 'js-challenge', service: 'F5', mark: 'bobcmn' },
  // Radware, with ShieldSquare
  { by: 'captcha', service: 'Radware', mark: 'perfdrive.com' },
  { by: 'captcha', service: 'Radware', mark: 'shieldsquare' },
  { by: 'captcha', service: 'Radware', mark: 'ShieldSquare' },
  { by: 'js-challenge', service: 'Radware', mark: '/18f5227b-e27b-445a-a53f-f845fbe69b40/' },
  { by: 'js-challenge', service: 'Radware', mark: '__uzdbm' },
  { by: 'js-challenge', service: 'Reblaze', mark: 'rbzns' },
  { by: 'js-challenge', service: 'Reblaze', mark: 'rbzid' },
  // Cloudflare (seen 2025-12)
  { by: 'cloudflare', service: 'Cloudflare', mark: '_cf_chl_opt' },
  { by: 'cloudflare', service: 'Cloudflare', mark: 'cf-browser-verification' },
  { by: 'cloudflare', service: 'Cloudflare', mark: '/cdn-cgi/challenge-platform/h/' },
  {
    by: 'cloudflare',
    service: 'Cloudflare',
    mark: 'cf-error-details',
    with: ['blocked', '1020', '1015', '1010', '1009', 'banned'],
  },
  {
    by: 'cloudflare',
    service: 'Cloudflare',
    mark: 'challenges.cloudflare.com/turnstile',
    with: ['cf-turnstile', 'turnstile.render'],
  },
  // Alibaba Cloud, Tencent EdgeOne, ByteDance
  { by: 'js-challenge', service: 'Alibaba Cloud WAF', mark: 'acw_sc__v' },
  { by: 'captcha', service: 'Alibaba Cloud WAF', mark: 'aliyun_waf_' },
  { by: 'js-challenge', service: 'EdgeOne', mark: 'EO_Bot_Ssid' },
  { by: 'js-challenge', service: 'ByteDance', mark: '__ac_signature', with: ['__ac_nonce'] },
  // Smaller ones
  { by: 'js-challenge', service: 'DDoS-Guard', mark: '/.well-known/ddos-guard/' },
  { by: 'js-challenge', service: 'Sucuri', mark: 'sucuri_cloudproxy_js' },
  { by: 'js-challenge', service: 'StackPath', mark: '/sbbi/?sbbpg' },
  { by: 'js-challenge', service: 'Anubis', mark: 'anubis_challenge' },
  { by: 'js-challenge', service: 'Qrator', mark: '__qrator' },
  { by: 'js-challenge', service: 'ServicePipe', mark: 'servicepipe' },
  { by: 'js-challenge', service: 'Vercel', mark: '/.well-known/vercel/security/' },
  { by: 'service-unavailable', service: 'Queue-it', mark: 'queue-it.net', with: ['queue', 'inqueue'] },
  { by: 'captcha', service: 'Yandex', mark: 'smart-captcha' },
  { by: 'captcha', service: 'Yandex', mark: '/showcaptcha' },
  { by: 'captcha', service: 'Arkose', mark: 'arkoselabs.com' },
  { by: 'captcha', service: 'hCaptcha', mark: 'hcaptcha.com', with: ['data-sitekey', 'h-captcha', 'hcaptcha.render'] },
  { by: 'captcha', service: 'reCAPTCHA', mark: 'g-recaptcha', with: ['data-sitekey', 'grecaptcha.render'] },
]

/** The rules by whose own words a service is known where its page shows nothing else. */
const scriptThatGoesOn =
  /location\.(?:reload\(|replace\(|assign\(|href\s?=[^=])|(?:window|document|self|top)\.location\s?=[^=]|\.submit\(\)/
const scriptThatProves =
  /document\.cookie\s?=[^=]|crypto\.subtle|XMLHttpRequest|\bfetch\(|\batob\(|\beval\(|__?(?:ch|js)l/

/**
 * Whether a page that shows nothing is only a script that proves something and asks again: a challenge of whatever service.
 * An application's shell has an element to be filled and loads its program from elsewhere.
 */
export function isOnlyScript(body: string): boolean {
  if (
    body.length > 60_000 ||
    /<(?:div|main|section|app-root)\b[^<>]{0,200}\b(?:id|class)=["']?(?:root|app|__next|__nuxt|main)\b/i.test(body)
  )
    return false
  return scriptThatGoesOn.test(body) && scriptThatProves.test(body)
}
