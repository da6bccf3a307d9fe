import type { SearchOutcome } from '../../model/outcome.ts'
import type { Page } from '../../model/page.ts'

export function readEbaySearch(page: Page): SearchOutcome {
  return { kind: 'changed', why: `the reader of ${page.url} is not there yet` }
}
