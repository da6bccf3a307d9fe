// CheerioCrawler as in its guide: one crawler, a DOM a page, results pushed to its data set (in memory).
import { CheerioCrawler, Configuration } from '@crawlee/cheerio'
import { report, taskOf } from './contestant.ts'

const { urls, concurrency } = taskOf(process.argv[2])
process.env['CRAWLEE_LOG_LEVEL'] = 'ERROR'

await report(async (asked) => {
  let listings = 0
  const configuration = new Configuration({ persistStorage: false, purgeOnStart: true, logLevel: 1 })
  const crawler = new CheerioCrawler(
    {
      minConcurrency: concurrency,
      maxConcurrency: concurrency,
      async requestHandler({ $, pushData }) {
        const cards = $('li[data-listing-id]')
          .map((_, card) => ({
            id: $(card).attr('data-listing-id'),
            title: $(card).find('.bz-card__title').text(),
            price: $(card).find('.bz-card__price').text(),
          }))
          .get()
        listings += cards.length
        await pushData(cards)
      },
    },
    configuration,
  )
  await crawler.run(asked.map((url, place) => ({ url, uniqueKey: `${place} ${url}` })))
  return { listings }
}, urls)
