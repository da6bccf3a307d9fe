import type { Marketplace } from '../../src/model/marketplace.ts'

/** A marketplace that only has what planning looks at; asking or reading it is a mistake of the test. */
export function aMarketplace(
  id: string,
  territories: readonly [string, ...string[]],
  rate = { requests: 10, perMs: 60_000 },
): Marketplace {
  const [first, ...rest] = territories
  const site = (territory: string) => ({
    id: territory,
    origin: `https://${territory}.${id}.example`,
    currency: 'USD',
    language: 'en',
  })
  const notAsked = (): never => {
    throw new Error(`${id} was asked`)
  }
  return {
    id,
    name: id,
    territories: [site(first), ...rest.map(site)],
    sorts: {},
    pictureOrigins: [],
    needs: 'http',
    rate,
    canary: { none: 'a test asks for none' },
    robots: 'not known',
    searchRequest: notAsked,
    listingRequest: notAsked,
    readSearch: notAsked,
    readListing: notAsked,
  }
}
