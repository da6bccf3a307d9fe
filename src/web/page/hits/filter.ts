/** The filter of Hits as it stands in the address. */
const fields = ['state', 'watch', 'marketplace', 'verdict', 'text', 'scoreMin', 'day', 'run'] as const
type Filter = Partial<Record<(typeof fields)[number], string | number>>

/** What of an address is filter, always in one order, so that two can be compared as text. */
export const filterIn = (query: URLSearchParams): URLSearchParams =>
  inAddress(Object.fromEntries(fields.map((field) => [field, query.get(field) ?? ''])))

export const inAddress = (filter: Filter): URLSearchParams =>
  new URLSearchParams(fields.flatMap((field) => (filter[field] ? [[field, String(filter[field])]] : [])))

/** How many hits are asked for at once. */
export const pageSize = 50
