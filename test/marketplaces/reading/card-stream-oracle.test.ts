import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bazaar, openBazaar } from '../../../src/bazaar/open-bazaar.ts'
import { cardReader, pageReader } from '../../../src/marketplaces/reading/card-stream.ts'

// Cheerio is the judge: it builds the whole tree and knows all of CSS. It is not on the way of a page itself: with it,
// the hostile pages of the contract test took over 120 s in place of 3 s (on a busy machine).
const fields = {
  link: 'a.bz-card__link',
  title: 'h3.bz-card__title',
  price: '.bz-card__price',
  seller: '.bz-card__seller a',
  ratings: '.bz-card__ratings',
  image: 'img.bz-card__image',
}
const folded = (text: string): string => text.replace(/\s+/gu, ' ').trim()

let bazaar: Bazaar
beforeAll(async () => {
  bazaar = await openBazaar({ seed: 5, listings: 1_500 })
})
afterAll(() => bazaar.close())

const pageOf = async (path: string): Promise<string> => (await fetch(new URL(path, bazaar.origin))).text()

describe.each(['us', 'de', 'jp', 'br'])('the stream on a results page of territory %s', (territory) => {
  it('finds the cards and fields that a whole DOM finds, in the same order', async () => {
    const html = await pageOf(`/search?q=shoes&territory=${territory}`)
    const { cards } = cardReader({ card: 'li.bz-card', fields, head: {} })(html)
    const $ = load(html)
    const judged = $('li.bz-card')
      .toArray()
      .map((card) =>
        Object.entries(fields).map(([name, selector]) => [
          name,
          $(card)
            .find(selector)
            .toArray()
            .map((each) => [
              folded($(each).text()).replace(/ /g, ''),
              $(each).attr('href'),
              $(each).attr('data-ratings'),
            ]),
        ]),
      )
    const read = cards.map((card) =>
      Object.entries(card.fields).map(([name, found]) => [
        name,
        found.map(({ text, attributes }) => [
          folded(text).replace(/ /g, ''),
          attributes['href'],
          attributes['data-ratings'],
        ]),
      ]),
    )
    expect(cards.length).toBeGreaterThan(10)
    expect(read).toEqual(judged)
  })
})

describe('the stream on a listing page', () => {
  it('finds what a whole DOM finds', async () => {
    const html = await pageOf(`/item/${bazaar.goods.wareAt(0).id}`)
    const wanted = {
      title: 'h1.bz-listing__title',
      facts: 'dl.bz-listing__facts dd',
      picture: 'img.bz-listing__picture',
    }
    const read = pageReader(wanted)(html)
    const $ = load(html)
    for (const [name, selector] of Object.entries(wanted)) {
      const judged = $(selector)
        .toArray()
        .map((each) => folded($(each).text()))
      expect(read[name as keyof typeof wanted].map(({ text }) => folded(text))).toEqual(judged)
    }
  })
})
