import type { BlockKind } from '../../model/outcome.ts'

/** A page known by its title, or by a mark in its source and a sentence that it shows. */
type BlockRule = {
  by: BlockKind
  /** The whole title. */
  title?: RegExp
  /** Stands in the page's source; asked before the dearer `shown`. */
  mark?: string
  /** A sentence that the page shows. */
  shown?: RegExp
}

/** In the order that they are asked; each with the day its page was last seen. Services' marks and the words of shops nobody has seen stand beside. */
export const blockRules: readonly BlockRule[] = [
  {
    by: 'cloudflare',
    title:
      /^(?:just a moment\.\.\.|attention required! \| cloudflare|un momento…|un instant…|nur einen moment…|請稍候...|请稍候…)$/i,
  }, // 2025-12
  {
    by: 'cloudflare',
    mark: 'window._cf_chl_opt',
    shown: /javascript and cookies to continue|checking your browser|verify you are human/i,
  }, // 2025-12
  { by: 'press-and-hold', title: /^(?:robot or human\?|let us know you['’]re not a robot\b.{0,40})$/i }, // walmart 2026-04
  {
    by: 'press-and-hold',
    mark: 'px-captcha',
    shown: /press (?:&|and) hold|hold the button|access to this page has been denied/i,
  }, // walmart 2026-04
  { by: 'slider', title: /^(?:验证码拦截|captcha interception)$/i }, // 1688 2025-08
  { by: 'slider', mark: '_____tmd_____/punish', shown: /^.{0,600}$/s }, // alibaba group, described 2026, not seen as a saved page
  {
    by: 'slider',
    mark: 'punish',
    shown: /拖动下方滑块|滑块完成验证|please slide to verify|slide to complete|unusual traffic from your network/i,
  }, // alibaba group 2025-08
  { by: 'captcha', mark: 'captchacharacters', shown: /\S/ }, // amazon 2024-09
  {
    by: 'captcha',
    mark: '/errors/validateCaptcha',
    shown:
      /characters you see|zeichen (?:unten )?ein|caractères|los caracteres|digite os caracteres|inserisci i caratteri|表示されている文字/i,
  }, // amazon 2024-09
  { by: 'click-through', mark: '/errors/validateCaptcha', shown: /\S/ }, // amazon 2025-11
  { by: 'captcha', mark: 'captcha-delivery.com', shown: /^.{0,600}$/s }, // etsy, not seen as a saved page
  {
    by: 'captcha',
    mark: 'g-recaptcha',
    shown: /^.{0,1500}(?:not a robot|unusual traffic|security check|verify yourself)/is,
  }, // ebay, not seen as a saved page
  { by: 'captcha', title: /^(?:security measure|verify yourself)(?: \| ebay)?$/i }, // ebay, described, not seen as a saved page
  { by: 'js-challenge', mark: 'eBay', shown: /checking your browser before you access ebay/i }, // described, not seen as a saved page
  { by: 'js-challenge', mark: 'JavaScript', shown: /this page requires javascript to work/i }, // mercado-libre 2026-04
  { by: 'js-challenge', mark: 'awsWafCookieDomainList', shown: /^.{0,600}$/s }, // amazon waf, not seen as a saved page
  { by: 'login-wall', title: /^(?:temu \| login|login \| temu|shopee.{0,40}login|淘宝网 - 淘！我喜欢.{0,10}登录)$/i }, // temu 2026-04
  {
    by: 'login-wall',
    title: /^(?:amazon sign[- ]?in|amazon anmelden|iniciar sesión en amazon|sign in or register \| ebay)$/i,
  }, // described, not seen as saved pages
  {
    by: 'login-wall',
    mark: 'mlstatic.com',
    shown: /para continuar, (?:ingresa a tu|acesse (?:a )?sua|entre na sua|inicia sesión en tu) (?:cuenta|conta)/i,
  }, // mercado-libre 2026-04
  { by: 'login-wall', mark: 'logado', shown: /parece que você ainda não está logado/i }, // shopee 2026-06
  { by: 'login-wall', mark: 'logged in', shown: /looks? like you(?:'re| are) not (?:yet )?logged in/i }, // shopee, not seen as a saved page
  {
    by: 'service-unavailable',
    title:
      /^(?:50[234]\b.{0,60}|service (?:temporarily )?unavailable.{0,20}|sorry! something went wrong!?|error page \| ebay|bad gateway|gateway time-?out)$/i,
  }, // amazon 2026-07, ebay 2026-08
  { by: 'service-unavailable', title: /^.{0,20}アクセスが集中して(?:おり|い)ます.{0,40}$/ }, // rakuten, described 2026, not seen as a saved page
  { by: 'service-unavailable', mark: '/error/500-title', shown: /^.{0,600}$/s }, // amazon in any language, 2025-11, 2026-06
  { by: 'rate-limited', title: /^(?:429 too many requests|too many requests)$/i }, // not seen as a saved page
  { by: 'forbidden', title: /^(?:access denied|403 forbidden|forbidden)$/i }, // akamai; not seen as a saved page
  { by: 'forbidden', mark: 'Reference', shown: /^.{0,200}\breference\s#\d{1,3}\.[\da-f.]{8,60}.{0,80}$/is }, // akamai, its short page; described 2026
  { by: 'js-challenge', title: /^pardon our interruption\.*$/i }, // ebay, while it checks the browser; not seen as a saved page
  { by: 'redirected-to-home', title: /^(?:ebay home|electronics, cars, fashion, collectibles & more \| ebay)$/i }, // ebay 2025-06
]
