import { dice } from '../dice.ts'
import type { Stock } from '../stock.ts'
import type { BazaarTerritory } from '../territories.ts'
import { words } from '../wording/words.ts'
import { card, type Showing } from './card.ts'
import { framed } from './frame.ts'
import { escaped } from './html.ts'
import type { Noise } from './noise.ts'

/** The way in: offers of the day, nothing that was searched for. */
export function homePage(stock: Stock, showing: Showing, noise: Noise): string {
  const { territory, seed, layout } = showing
  const throws = dice(seed, 'home', territory.id)
  const cards = Array.from({ length: Math.min(12, stock.size) }, (_, at) =>
    card(stock.wareAt(throws.int(stock.size)), { position: at + 1, page: 0, isAd: false }, showing),
  )
  const main = `<section class="${layout.prefix}-rail"><h2>${words[territory.language].page.recommended}</h2><ol>${cards.join('\n')}</ol></section>`
  return framed({ territory, title: 'bazaar', noise, main, head: '<meta name="bz-page" content="home">' })
}

export const sellerPage = (id: string, territory: BazaarTerritory, noise: Noise): string =>
  framed({
    territory,
    title: id,
    noise,
    main: `<section class="bz-seller" data-seller="${escaped(id)}"><h1>${escaped(id)}</h1></section>`,
  })

export const notFoundPage = (territory: BazaarTerritory, noise: Noise): string =>
  framed({
    territory,
    title: '404',
    noise,
    main: '<section class="bz-lost"><h1>404</h1><p>There is no such page.</p></section>',
  })

/** A page that the browser would fill from scripts that never answered: no results, and no word about it. */
export function hollowPage(territory: BazaarTerritory, noise: Noise): string {
  const main = `<div class="bz-count" aria-busy="true"></div><ol class="bz-results" data-cards="0"></ol><div id="app-root"></div>`
  return framed({ territory, title: 'bazaar', noise, main })
}

/** Stands before every page until somebody has agreed; what is behind it is not shown. */
export const consentPage = (): string => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>bazaar</title></head>
<body><dialog open class="bz-consent"><h1>Before you continue</h1><p>The bazaar and its partners use cookies.</p><button>Accept all cookies</button></dialog></body></html>
`

/** The pages that a site shows to those whom it takes for robots; the words of each are its own. */
export const gates = {
  captcha: {
    mark: 'captcha',
    says: 'Type the characters that you see in the picture below.',
    inside: '<img src="/assets/letters.png" alt=""><input name="letters"><button>Continue</button>',
  },
  'click-through': {
    mark: 'click-through',
    says: 'Click the button below to continue shopping.',
    inside: '<button>Continue shopping</button>',
  },
  slider: {
    mark: 'slider',
    says: 'Drag the slider to the right to verify.',
    inside: '<div class="slider"><span></span></div>',
  },
  'press-and-hold': {
    mark: 'press-and-hold',
    says: 'Press and hold the button to confirm that you are human.',
    inside: '<div id="px-hold"></div>',
  },
  'js-challenge': {
    mark: 'js-challenge',
    says: 'Checking your browser before you enter the bazaar.',
    inside: '<noscript>Please turn JavaScript on.</noscript><script>setTimeout(()=>location.reload(),5e3)</script>',
  },
  cloudflare: {
    mark: 'cloudflare',
    says: 'Verifying that you are human. This may take a few seconds.',
    inside: '<noscript>Enable JavaScript and cookies to continue</noscript>',
  },
  'login-wall': {
    mark: 'login-wall',
    says: 'Please sign in to continue.',
    inside: '<input name="user"><input type="password"><button>Sign in</button>',
  },
} as const
export type Gate = keyof typeof gates

export function gatePage(gate: Gate): string {
  const { mark, says, inside } = gates[gate]
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>bazaar</title><meta name="robots" content="noindex"></head>
<body><form class="bz-gate" data-gate="${mark}" action="/gate"><h4>${says}</h4>${inside}</form></body></html>
`
}
