/** What a part of a capture is called; any other own file is "other". */
export type PartName =
  | 'traffic'
  | 'index'
  | 'pages'
  | 'dom'
  | 'text'
  | 'screenshot-viewport'
  | 'screenshot-full'
  | 'tls'
  | 'log'

const partNames: readonly (readonly [RegExp, PartName])[] = [
  [/^archive\/data\.warc\.gz$/, 'traffic'],
  [/^indexes\/index\.cdx$/, 'index'],
  [/^pages\/pages\.jsonl$/, 'pages'],
  [/^dom\/page\.html$/, 'dom'],
  [/^text\/page\.txt$/, 'text'],
  [/^screenshots\/viewport\.png$/, 'screenshot-viewport'],
  [/^screenshots\/full(-\d{3})?\.png$/, 'screenshot-full'],
  [/^tls\/[a-z0-9.-]+\.pem$/, 'tls'],
  [/^logs\/capture\.jsonl$/, 'log'],
]

export const partNameOf = (path: string): PartName | null => partNames.find(([form]) => form.test(path))?.[1] ?? null

const reserved = /^(archive|indexes|pages)\//

/** Own files lie exactly one folder deep, with a dot in the name, outside the folders of the format. */
export const isPartPath = (path: string): boolean =>
  partNameOf(path) !== null || (/^[a-z]+\/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/.test(path) && !reserved.test(path))

/** What every capture must have, and what only one that shows the page. */
export const partsOfAll: readonly PartName[] = ['traffic', 'index', 'pages', 'screenshot-viewport']
export const partsOfPage: readonly PartName[] = ['dom', 'text', 'screenshot-full']

/** A picture is no higher than this: then it is cut into tiles. */
export const tileHeightMax = 16_000

/** Where a host's certificates lie; a colon is no character of a name. */
export const tlsPath = (host: string): string => `tls/${host.replaceAll(':', '-').toLowerCase()}.pem`

/** The header and the one page of pages.jsonl. */
export const pagesText = (page: { id: string; url: string; title: string; ts: Date; text?: string }): string =>
  `${JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title: 'All Pages' })}\n${JSON.stringify({ ...page, ts: page.ts.toISOString() })}\n`
