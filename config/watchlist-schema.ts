import { z } from 'zod'
import { sorts } from '../src/model/sort.ts'
import { type KnownMarketplace, limits, watchFields } from './watchlist-fields.ts'

/**
 * The JSON Schema of watchlists, for editors: names of keys, types, limits, marketplaces. It says less than
 * `morgiana check`, which also reads amounts, times and what goes across fields.
 */
export function watchlistSchema(known: readonly KnownMarketplace[]): string {
  const watch = z.toJSONSchema(watchFields(known), {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Every value is read as the text that was written, so that an editor may take 990 for a number.
      if (jsonSchema.type === 'string') Object.assign(jsonSchema, { type: ['string', 'number'] })
    },
  })
  const { $schema, ...fields } = watch
  const { schedule, sort } = fields.properties ?? {}
  const properties = {
    ...fields.properties,
    schedule: { anyOf: [{ type: 'string' }, schedule] },
    sort: { anyOf: [{ enum: [...sorts] }, sort] },
  }
  const one = { ...fields, properties }
  const list = {
    type: 'object',
    properties: { watches: { type: 'array', minItems: 1, maxItems: limits.watches, items: one } },
    required: ['watches'],
    additionalProperties: false,
  }
  return `${JSON.stringify({ $schema, title: 'morgiana watchlist', anyOf: [one, list] }, null, 2)}\n`
}
