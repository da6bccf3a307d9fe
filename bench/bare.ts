// The least that reads a results page: undici and zlib for the body (gzip, as the others ask for), htmlparser2 events for
// id, title and price text. Nothing is checked, bounded, compared or kept.
import { gunzipSync } from 'node:zlib'
import { Parser } from 'htmlparser2'
import pLimit from 'p-limit'
import { Agent, request } from 'undici'
import { report, taskOf } from './contestant.ts'

const { urls, concurrency } = taskOf(process.argv[2])
const dispatcher = new Agent({ connections: concurrency })

type Card = { id: string; title: string; price: string }

function readCards(body: string): Card[] {
  const cards: Card[] = []
  let field: 'title' | 'price' | null = null
  let depth = 0
  const parser = new Parser({
    onopentag(name, attributes) {
      const id = attributes['data-listing-id']
      if (name === 'li' && id) cards.push({ id, title: '', price: '' })
      const kind = attributes['class'] ?? ''
      if (kind.includes('bz-card__title')) field = 'title'
      else if (kind.includes('bz-card__price') && !kind.includes('bz-card__prices')) field = 'price'
      else if (field) depth += 1
    },
    ontext(text) {
      const card = cards.at(-1)
      if (card && field) card[field] += text
    },
    onclosetag() {
      if (!field) return
      if (depth > 0) depth -= 1
      else field = null
    },
  })
  parser.write(body)
  parser.end()
  return cards
}

await report(async (asked) => {
  const limit = pLimit(concurrency)
  const counts = await Promise.all(
    asked.map((url) =>
      limit(async () => {
        const { body, headers } = await request(url, { dispatcher, headers: { 'accept-encoding': 'gzip' } })
        const bytes = Buffer.from(await body.arrayBuffer())
        return readCards((headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')).length
      }),
    ),
  )
  return { listings: counts.reduce((sum, count) => sum + count, 0) }
}, urls)
await dispatcher.close()
