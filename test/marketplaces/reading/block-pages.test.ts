import { describe, expect, it } from 'vitest'
import { readBlock } from '../../../src/marketplaces/reading/block-pages.ts'
import { marketplaceIds, marketplaceOf } from '../../../src/marketplaces/registry.ts'
import type { BlockKind } from '../../../src/model/outcome.ts'
import { aPage } from '../contract.ts'

const silent = (script: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title></title>${script}</head><body></body></html>`
const saying = (text: string, rest = ''): string =>
  `<!doctype html><html><head><title>Halvard</title></head><body><div class="box"><p>${text}</p>${rest}</div></body></html>`

/** Pages by whose scripts a protection service is known, though they show nothing. */
const silentPages: readonly [string, BlockKind, string][] = [
  [
    'AWS WAF',
    'js-challenge',
    '<script>window.gokuProps = {};</script><script src="https://a1.edge.sdk.awswaf.com/a/b/challenge.js"></script>',
  ],
  [
    'AWS WAF, its captcha',
    'captcha',
    '<script src="https://a1.edge.captcha-sdk.awswaf.com/a/captcha.js"></script><script>AwsWafCaptcha.renderCaptcha()</script>',
  ],
  [
    'x5',
    'slider',
    '<script>location.replace("https://s.1688.com/x/_____tmd_____/punish?x5secdata=abc&x5step=1")</script>',
  ],
  ['x5 by its storage', 'slider', '<script>sessionStorage.x5referer = location.href</script>'],
  [
    'Akamai',
    'js-challenge',
    '<meta http-equiv="refresh" content="5; URL=\'/s?k=x&bm-verify=AAQ\'"><script>xhr.open("POST", "/_sec/verify?provider=interstitial")</script>',
  ],
  ['Akamai, its frame', 'js-challenge', '<iframe id="sec-cpt-if" src="/_sec/cp_challenge/ak-challenge.html"></iframe>'],
  [
    'Kasada',
    'js-challenge',
    '<script>window.KPSDK={};KPSDK.now=Date.now</script><script src="/149e9513-01fa-4fb0-aad4-566afd725d1b/x/ips.js?t=1"></script>',
  ],
  [
    'PerimeterX',
    'press-and-hold',
    "<script>window._pxAppId = 'PXabcdefgh'; window._pxUuid = '1-2'; window._pxHostUrl = '/a/xhr'</script>",
  ],
  [
    'PerimeterX, its captcha',
    'press-and-hold',
    '<script src="/abcdefgh/captcha/captcha.js?a=c&m=0"></script><div id="px-captcha"></div>',
  ],
  [
    'DataDome',
    'captcha',
    "<script>var dd={'rt':'c','cid':'a','host':'geo.captcha-delivery.com'}</script><script src=\"https://ct.captcha-delivery.com/c.js\"></script>",
  ],
  [
    'DataDome, its device check',
    'js-challenge',
    "<script>var dd={'rt':'i','host':'geo.captcha-delivery.com'}</script><script src=\"https://ct.captcha-delivery.com/i.js\"></script>",
  ],
  [
    'Temu',
    'js-challenge',
    '<script>window["challenge"] = "QUJD"</script><script src="https://static.kwcdn.com/upload-static/assets/chl/js/a.js"></script>',
  ],
  ['F5', 'js-challenge', '<script src="/TSPD/08a1b2?type=9"></script><noscript></noscript>'],
  ['Radware', 'js-challenge', '<script src="/18f5227b-e27b-445a-a53f-f845fbe69b40/stormcaster.js"></script>'],
  ['ShieldSquare', 'captcha', '<script>location = "https://validate.perfdrive.com/?ssa=1"</script>'],
  ['Imperva', 'js-challenge', '<script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script>'],
  [
    'Imperva, its frame',
    'captcha',
    '<iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&amp;xinfo=x"></iframe>',
  ],
  [
    'Cloudflare',
    'cloudflare',
    '<script>window._cf_chl_opt={cvId:"3"}</script><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>',
  ],
  [
    'Alibaba Cloud',
    'js-challenge',
    "<script>var arg1='A1B2';function setCookie(n,v){document.cookie=n+'='+v} setCookie('acw_sc__v2', x); document.location.reload()</script>",
  ],
  ['GeeTest', 'slider', '<script src="https://static.geetest.com/v4/gt4.js"></script>'],
  [
    'nobody known',
    'js-challenge',
    '<script>document.cookie = "t=" + (function(){return 7*6})(); location.reload()</script>',
  ],
  [
    'nobody known, by a form',
    'js-challenge',
    '<script>fetch("/c").then(function(){document.forms[0].submit()})</script><form method="post"></form>',
  ],
]

/** What shops say in their own words, in a page with a logo and a button. */
const saidPages: readonly [BlockKind, string][] = [
  ['captcha', 'Before we continue… please confirm you’re a human.'],
  ['captcha', 'Hold on! We need to make sure you’re not a robot.'],
  ['captcha', 'Our systems have detected unusual traffic from your network.'],
  ['captcha', 'Bitte bestätigen Sie, dass Sie kein Roboter sind.'],
  ['captcha', 'Nous devons vérifier que vous n’êtes pas un robot.'],
  ['captcha', 'Por favor, verifica que no eres un robot.'],
  ['captcha', 'Confirme que você não é um robô para continuar.'],
  ['captcha', 'Conferma di non essere un robot: verifica di sicurezza in corso.'],
  ['captcha', 'Bevestig dat je geen robot bent'],
  ['captcha', 'Potwierdź, że nie jesteś robotem'],
  ['captcha', 'Подтвердите, что вы не робот'],
  ['captcha', 'ロボットではないことを確認してください'],
  ['captcha', '请完成安全验证后继续访问'],
  ['captcha', '為確認您不是機器人，請輸入驗證碼'],
  ['captcha', '로봇이 아닙니다. 보안문자를 입력해 주세요'],
  ['captcha', 'Robot olmadığınızı doğrulayın'],
  ['captcha', 'Vui lòng xác minh bạn không phải là robot'],
  ['slider', '请按住滑块，拖动到最右边'],
  ['slider', 'Please slide to verify'],
  ['slider', 'Desliza la pieza para completar el rompecabezas'],
  ['press-and-hold', 'Press &amp; Hold to confirm you are a human (and not a bot).'],
  ['press-and-hold', 'Mantén presionado el botón para confirmar que eres humano'],
  ['press-and-hold', 'Halten Sie die Taste gedrückt'],
  ['click-through', 'Klicke auf die Schaltfläche unten, um mit dem Einkauf fortzufahren'],
  ['click-through', 'Haz clic en el botón de abajo para continuar con la compra'],
  ['js-challenge', 'Pardon Our Interruption. As you were browsing something made us think'],
  ['js-challenge', 'Please enable JS and disable any ad blocker'],
  ['js-challenge', 'Ihr Browser wird überprüft. Einen Moment bitte.'],
  ['js-challenge', 'ブラウザを確認しています。お待ちください'],
  ['js-challenge', '正在检查您的浏览器，请稍候'],
  ['login-wall', 'It looks like you’re not logged in yet.'],
  ['login-wall', 'Melde dich an, um fortzufahren'],
  ['login-wall', 'Connectez-vous pour voir les résultats'],
  ['login-wall', 'Para ver los productos debes iniciar sesión'],
  ['login-wall', 'Faça login para continuar'],
  ['login-wall', 'ログインしてください'],
  ['login-wall', '请先登录后再进行搜索'],
  ['login-wall', 'Войдите, чтобы продолжить'],
  ['login-wall', '로그인이 필요한 서비스입니다'],
  ['forbidden', 'Access Denied. You don’t have permission to access this page on this server.'],
  ['forbidden', 'The requested URL was rejected. Please consult with your administrator. Your support ID is: 42'],
  ['forbidden', 'Ihr Zugriff wurde verweigert'],
  ['forbidden', 'L’accès à cette page est refusé'],
  ['forbidden', 'Acceso denegado'],
  ['forbidden', 'O acesso a este site foi bloqueado'],
  ['forbidden', 'Доступ ограничен'],
  ['forbidden', 'アクセスが拒否されました'],
  ['forbidden', '您的访问已被阻止，拒绝访问'],
  ['rate-limited', 'Too many requests, please slow down'],
  ['rate-limited', 'Demasiadas solicitudes. Inténtalo más tarde.'],
  ['rate-limited', '请求过于频繁，请稍后再试'],
  ['service-unavailable', 'We’ll be right back: our site is under maintenance.'],
  ['service-unavailable', 'Wegen Wartungsarbeiten sind wir gleich zurück'],
  ['service-unavailable', 'ただいまメンテナンス中です'],
]

describe('a block page', () => {
  it.each(silentPages)('of %s that shows nothing is %s', (_, by, script) => {
    expect(readBlock(aPage(silent(script)))?.by).toBe(by)
  })

  it.each(silentPages.map(([name, , script]) => [name, script] as const))(
    'of %s is blocked on every marketplace, read either way',
    (_, script) => {
      for (const id of marketplaceIds) {
        const page = aPage(silent(script))
        expect([id, marketplaceOf(id).readSearch(page).kind, marketplaceOf(id).readListing(page).kind]).toEqual([
          id,
          'blocked',
          'blocked',
        ])
      }
    },
  )

  it.each(saidPages)('in words is %s: %s', (by, text) => {
    expect(readBlock(aPage(saying(text, '<button>OK</button>')))?.by).toBe(by)
    // Apostrophes as typewriters have them say the same.
    expect(readBlock(aPage(saying(text.replaceAll('’', "'"))))?.by).toBe(by)
  })

  it.each<[string, Record<string, string>, number, BlockKind]>([
    ['a challenge of AWS', { 'x-amzn-waf-action': 'challenge' }, 202, 'js-challenge'],
    ['a captcha of AWS', { 'x-amzn-waf-action': 'captcha' }, 405, 'captcha'],
    ['a punishment', { bxpunish: '1' }, 200, 'slider'],
    ['a refusal beside DataDome’s cookie', { 'set-cookie': 'a=\ndatadome=' }, 403, 'captcha'],
    ['a refusal beside PerimeterX’s cookie', { 'set-cookie': '_pxhd=' }, 403, 'press-and-hold'],
    ['too many requests beside Kasada’s header', { 'x-kpsdk-ct': 'x' }, 429, 'js-challenge'],
    ['a refusal of Shopify', {}, 430, 'rate-limited'],
    ['a site behind Cloudflare that is away', {}, 522, 'service-unavailable'],
  ])('is known by its headers: %s', (_, headers, status, by) => {
    expect(readBlock(aPage('<html></html>', { headers, status }))?.by).toBe(by)
  })

  it('that shows nothing is known by the cookie that came with it, and results are none', () => {
    const headers = { 'set-cookie': 'visid_incap_1=\nreese84=' }
    expect(readBlock(aPage(silent('<script src="/x.js"></script>'), { headers }))?.by).toBe('js-challenge')
    expect(readBlock(aPage(saying('Halvard Trail Runner $129.00'), { headers }))).toBeNull()
  })

  it.each<[string, BlockKind]>([
    ['https://www.walmart.com/blocked?url=L3NlYXJjaA==&uuid=1', 'press-and-hold'],
    ['https://s.taobao.com/search/_____tmd_____/punish?x5secdata=1', 'slider'],
    ['https://geo.captcha-delivery.com/captcha/?initialCid=1', 'captcha'],
    ['https://shopee.ph/verify/traffic/error', 'captcha'],
    ['https://www.ebay.com/splashui/challenge?ap=1', 'js-challenge'],
    ['https://www.temu.com/login.html?from=1', 'login-wall'],
    ['https://shopee.sg/buyer/login?next=x', 'login-wall'],
  ])('is known by its address: %s', (url, by) => {
    expect(readBlock(aPage('<p>x</p>', { url }))?.by).toBe(by)
  })

  it.each<[string, BlockKind]>([
    ['{"url":"https://geo.captcha-delivery.com/captcha/?initialCid=x"}', 'captcha'],
    ['{"appId":"PXabcd1234","jsClientSrc":"/a/init.js","blockScript":"/a/captcha/captcha.js"}', 'press-and-hold'],
    ['{"rgv587_flag":"sm","url":"https://x/_____tmd_____/punish?x5secdata=1"}', 'slider'],
    ['{"ret":["FAIL_SYS_USER_VALIDATE::x"],"data":{"url":"https://x/punish?a=1"}}', 'slider'],
    ['{"sec-cp-challenge":"true","provider":"crypto"}', 'js-challenge'],
  ])('is known in an answer of data: %s', (body, by) => {
    expect(readBlock(aPage(body))?.by).toBe(by)
  })
})

describe('what is no block page', () => {
  const card = (title: string): string =>
    `<li><a href="/itm/1"><img src="https://halvard.example/a.jpg" alt=""></a><h3>${title}</h3><b>$19.00</b></li>`

  it.each([
    [
      'results of a shirt that says it',
      saying('2 results', card('I am not a robot T-shirt') + card('Access Denied poster')),
    ],
    [
      'results behind a service',
      silent(
        '<script src="/149e9513-01fa-4fb0-aad4-566afd725d1b/p.js"></script><script>window._pxAppId="PX1"; KPSDK</script>',
      ).replace('</body>', `<ul>${card('Halvard').repeat(3)}</ul></body>`),
    ],
    [
      'data of goods in a page yet to be built',
      silent(`<script>window._cf_chl_opt=1; window.state={"items":[${'{"price":1,"name":"x"},'.repeat(10)}]}</script>`),
    ],
    [
      'one offer that says what it is',
      saying(
        'Captcha, the card game',
        '<script type="application/ld+json">{"@type":"Product","name":"Captcha"}</script>',
      ),
    ],
    ['nothing found, with a way to sign in', saying('No results found. Please log in to save this search.')],
    [
      'an application’s shell',
      '<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/main.js"></script></body></html>',
    ],
    ['a listing that is gone', saying('This listing has ended. The seller has relisted it.')],
    ['a page of somebody else', saying('Tomorrow: rain, 12°')],
  ])('%s', (_, body) => {
    expect(readBlock(aPage(body))).toBeNull()
  })
})
