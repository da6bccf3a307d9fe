/** The price is taken out of the page and asked for by its script; pictures load when they come into view. */
export function lively(page: string, price: string): string {
  const start = page.indexOf('</h1>') + '</h1>'.length
  const facts = page.indexOf('<dl ', start)
  const script = `<script>fetch('/price/${price}').then((r)=>r.json()).then((html)=>{document.getElementById('bz-price').innerHTML=html})</script>`
  return `${page.slice(0, start)}<div id="bz-price" aria-busy="true"></div>${page.slice(facts)}`
    .replaceAll('listing__picture" src', 'listing__picture" loading="lazy" width="300" height="200" src')
    .replace('</body>', `${script}</body>`)
}

const bandPixels = 1_000
/** The colour of a band, by its place: neighbours differ, and so does each tenth one. */
export const bandColour = (band: number): string => {
  const [red, green, blue] = [(band * 67) % 256, (band * 29 + 90) % 256, (band * 131 + 40) % 256]
  return `rgb(${red}, ${green}, ${blue})`
}

/** Bands below everything else, as many as make the page higher by so many pixels. */
export function tall(page: string, pixels: number): string {
  const bands = Array.from({ length: Math.ceil(pixels / bandPixels) }, (_, band) => {
    const height = Math.min(bandPixels, pixels - band * bandPixels)
    return `<div style="height:${height}px;background:${bandColour(band)}">${band + 1}</div>`
  })
  return page.replace('</body>', `<div class="bz-bands">${bands.join('')}</div></body>`)
}
