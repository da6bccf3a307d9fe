/** What a page's parts are called in its markup: what a site's makers rename when they rebuild it. */
export type Layout = {
  prefix: string
  /** Attribute of a card that holds the listing's id. */
  idAttribute: string
  /** Whether the results are embedded as JSON-LD too. */
  jsonLd: boolean
  /** Class of the element that holds a card's price. */
  price: string
}

export const layout: Layout = { prefix: 'bz', idAttribute: 'data-listing-id', jsonLd: true, price: 'bz-card__price' }

/** After a rebuild: nothing that a reader held on to is left, though people see the same page. */
export const rebuiltLayout: Layout = { prefix: 'sx7q', idAttribute: 'data-k', jsonLd: false, price: 'sx7q-card__p0' }

/** Only the cards are new; the embedded data is what it was. */
export const newCardsLayout: Layout = { prefix: 'sx7q', idAttribute: 'data-k', jsonLd: true, price: 'sx7q-card__p0' }

/** Only the prices are called something else. */
export const newPricesLayout: Layout = { ...layout, price: 'bz-card__amount' }
