import { type BazaarTerritory, territories } from '../territories.ts'
import { fill, words } from '../wording/words.ts'
import { escaped } from './html.ts'
import type { Noise } from './noise.ts'
import { printMoney } from './print-money.ts'

/** Letters of several scripts that the search form sends along; a page that was decoded wrong shows others. */
const charsetCheck = 'Жñ山'

export type Frame = {
  territory: BazaarTerritory
  title: string
  noise: Noise
  main: string
  query?: string
  head?: string
}

/** A whole page: head with styles, header with search form and menus, the `main` part, footer, scripts. */
export function framed({ territory, title, noise, main, query = '', head = '' }: Frame): string {
  const { page } = words[territory.language]
  const free = printMoney({ amount: '49.00', currency: territory.currency }, territory)
  return `<!DOCTYPE html>
<html lang="${territory.language}" dir="${territory.language === 'ar' ? 'rtl' : 'ltr'}" data-currency="${territory.currency}">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/assets/bazaar.css">
${head}
${noise.head}
</head>
<body>
<header class="bz-top">
<a class="bz-top__logo" href="/?territory=${territory.id}">bazaar</a>
<form class="bz-top__search" action="/search" accept-charset="utf-8"><input type="hidden" name="utf8" value="${charsetCheck}"><input type="hidden" name="territory" value="${territory.id}"><input name="q" value="${escaped(query)}" aria-label="search"><button>⌕</button></form>
<ul class="bz-top__sites">${territories.map((each) => `<li><a href="/?territory=${each.id}">${each.country}</a></li>`).join('')}</ul>
<p class="bz-top__promise">${escaped(fill(page.freeShipping, { a: free }))}</p>
</header>
<main>
${main}
</main>
<footer class="bz-foot"><ul>${['about', 'help', 'sell', 'careers', 'legal', 'privacy'].map((name) => `<li><a href="/about/${name}">${name}</a></li>`).join('')}</ul><p>© bazaar, an invented market</p></footer>
${noise.tail}
</body>
</html>
`
}
