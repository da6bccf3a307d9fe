import { blockWordsIn, foldedText, missingWords, unescapedHtml, wordsOf } from '../capture/page-text.ts'
import type { CaptureRecord } from '../capture/record.ts'
import { utf8 } from '../log/signed-note.ts'
import { Malformed } from '../malformed.ts'
import { decodedBody } from '../warc/decode-body.ts'
import { headerOf } from '../warc/http-exchange.ts'
import type { Findings } from './findings.ts'
import type { Parts } from './package.ts'
import type { SeenResponse } from './traffic.ts'

/** How much of the text must have come over the network and stand in the document, and below which it is told. */
const shares = { network: { least: 0.2, told: 0.6 }, dom: { most: 0.5, told: 0.2 } }
/** Fewer words say nothing about where they came from. */
const wordsMin = 8
const networkBytesMax = 32 << 20

/** Is it the page? Text, document and traffic agree, it is no block page, and what we read from it stands in it. */
export function checkContent(
  parts: Parts,
  record: CaptureRecord,
  responses: readonly SeenResponse[],
  where: string,
  recordFile: string,
  findings: Findings,
) {
  const domFile = `${where}!dom/page.html`
  const textFile = `${where}!text/page.txt`
  let dom: string
  let text: string
  try {
    ;[dom, text] = [
      utf8(parts.get('dom/page.html') ?? Buffer.alloc(0)),
      utf8(parts.get('text/page.txt') ?? Buffer.alloc(0)),
    ]
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return findings.fault(domFile, 'content', 'dom or text is not UTF-8')
  }
  const seen = foldedText(unescapedHtml(dom))
  const plain = foldedText(text)
  const { title } = record.page
  if (seen.length < 100) findings.fault(domFile, 'content', 'is nearly empty')
  if (plain === '') findings.fault(textFile, 'content', 'is empty')
  if (!seen.includes(foldedText(title))) findings.fault(domFile, 'content', `page.title "${title}" is not in the DOM`)
  const block = blockWordsIn(text, title)
  if (block !== null) {
    const says = `a block page ("${block}" on a page of ${plain.length} characters), but the state is ${record.state}`
    findings.fault(textFile, 'content', says)
  }
  const network = networkText(responses)
  if (network.unread > 0) {
    const says = `${network.unread} text responses in an encoding that the standard library cannot read`
    findings.note(`${where}!archive/data.warc.gz`, says)
  }
  checkWords(wordsOf(plain), network, seen.toLowerCase(), textFile, findings)
  checkReading(record, { seen, plain, network: network.text }, recordFile, findings)
}

type Network = { text: string; low: string; unread: number }

/** All that came as text, with characters written as they are read. */
function networkText(responses: readonly SeenResponse[]): Network {
  const texts: string[] = []
  let unread = 0
  for (const { headers, body } of responses) {
    if (!/html|json|javascript|text\/|xml/i.test(headerOf(headers, 'content-type') ?? '')) continue
    const bytes = decodedBody(headers, body)
    if (bytes === null) unread++
    else texts.push(plainCharacters(bytes.subarray(0, networkBytesMax).toString('utf8')))
  }
  const text = foldedText(texts.join(' '))
  return { text, low: text.toLowerCase(), unread }
}

const plainCharacters = (text: string): string =>
  unescapedHtml(text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))))

function checkWords(words: readonly string[], network: Network, dom: string, file: string, findings: Findings): void {
  if (words.length < wordsMin) return
  const came = 1 - missingWords(words, network.low).length / words.length
  const percent = `${Math.round(came * 100)}% of its words came over the network`
  if (network.unread === 0 && came < shares.network.least) findings.fault(file, 'content', `only ${percent}`)
  else if (network.unread === 0 && came < shares.network.told) findings.note(file, percent)
  const strange = missingWords(words, dom)
  const says = `${strange.length} of ${words.length} words are not in the DOM: ${strange.slice(0, 4).join(', ')}`
  if (strange.length > words.length * shares.dom.most) findings.fault(file, 'content', says)
  else if (strange.length > words.length * shares.dom.told) findings.note(file, says)
}

type Seen = { seen: string; plain: string; network: string }

function checkReading(
  { subject, request }: CaptureRecord,
  { seen, plain, network }: Seen,
  file: string,
  findings: Findings,
) {
  const { reading, kind, outcome, listing } = subject
  if (outcome === 'present' && !reading) findings.fault(file, 'field', 'subject.reading is missing')
  for (const field of ['title', 'priceText'] as const) {
    const read = reading?.[field]
    if (read !== undefined && !plain.includes(foldedText(read)) && !seen.includes(foldedText(read))) {
      findings.fault(file, 'content', `reading.${field} "${read}" is neither in the text nor in the DOM`)
    }
  }
  if (kind === 'listing' && outcome === 'present' && !listing) {
    findings.fault(file, 'field', 'subject.listing is missing')
  }
  const places = [request.final, request.asked, seen, network]
  if (kind === 'listing' && listing && !places.some((place) => place.includes(listing))) {
    findings.fault(file, 'content', `listing id ${listing} is nowhere in the page, its addresses or its traffic`)
  }
  for (const { id } of reading?.listings ?? []) {
    if (!seen.includes(id) && !network.includes(id)) {
      findings.fault(file, 'content', `listing id ${id} of the reading is not in the page`)
    }
  }
}
