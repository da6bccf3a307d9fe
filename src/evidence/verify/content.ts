import { isUtf8 } from 'node:buffer'
import { blockWordsIn, foldedText, unescapedHtml, wordsOf } from '../capture/page-text.ts'
import type { CaptureRecord } from '../capture/record.ts'
import { type Searched, searched } from '../capture/searched.ts'
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

/** A long text is judged by so many of its words, evenly spaced: each may be looked for through megabytes. */
const wordsMax = 1_000

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
  const bytes = parts.get('dom/page.html') ?? Buffer.alloc(0)
  const textBytes = parts.get('text/page.txt') ?? Buffer.alloc(0)
  if (!isUtf8(bytes) || !isUtf8(textBytes)) return findings.fault(domFile, 'content', 'dom or text is not UTF-8')
  const dom = searched([bytes], unescapedHtml)
  const text = textBytes.toString('utf8')
  const plain = foldedText(text)
  const { title } = record.page
  if (isNearlyEmpty(bytes, dom)) findings.fault(domFile, 'content', 'is nearly empty')
  if (plain === '') findings.fault(textFile, 'content', 'is empty')
  if (!dom.has(title)) findings.fault(domFile, 'content', `page.title "${title}" is not in the DOM`)
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
  checkWords(evenly(wordsOf(plain), wordsMax), network, dom, textFile, findings)
  checkReading(record, { dom, plain, network: network.text }, recordFile, findings)
}

const emptyMax = 100
/** Its beginning tells of nearly every page. */
const isNearlyEmpty = (bytes: Buffer, dom: Searched): boolean =>
  foldedText(unescapedHtml(bytes.subarray(0, 4_096).toString('utf8'))).length < emptyMax &&
  dom.folded().length < emptyMax

function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all
  return Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)] as T)
}

type Network = { text: Searched; unread: number }

/** All that came as text, with characters written as they are read. */
function networkText(responses: readonly SeenResponse[]): Network {
  const texts: Buffer[] = []
  let unread = 0
  for (const { headers, body } of responses) {
    if (!/html|json|javascript|text\/|xml/i.test(headerOf(headers, 'content-type') ?? '')) continue
    const bytes = decodedBody(headers, body)
    if (bytes === null) unread++
    else texts.push(bytes.subarray(0, networkBytesMax))
  }
  return { text: searched(texts, plainCharacters), unread }
}

const plainCharacters = (text: string): string =>
  unescapedHtml(text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))))

/**
 * The share of words that the network did not bring is a fault below one bar and told below another; so is the share
 * that the document lacks. No more is looked at than it takes to know on which side of them a text is.
 */
function checkWords(words: readonly string[], network: Network, dom: Searched, file: string, findings: Findings): void {
  if (words.length < wordsMin) return
  const unsent = network.unread > 0 ? [] : missing(words, network.text, 1 - shares.network.told)
  const came = 1 - unsent.length / words.length
  const percent = `${Math.round(came * 100)}% of its words came over the network`
  if (came < shares.network.least) findings.fault(file, 'content', `only ${percent}`)
  else if (came < shares.network.told) findings.note(file, percent)
  const strange = missing(words, dom, shares.dom.told)
  const says = `${strange.length} of ${words.length} words are not in the DOM: ${strange.slice(0, 4).join(', ')}`
  if (strange.length > words.length * shares.dom.most) findings.fault(file, 'content', says)
  else if (strange.length > words.length * shares.dom.told) findings.note(file, says)
}

/** Words that do not stand there; not all of them, and some that do, as long as they are within the share allowed. */
function missing(words: readonly string[], text: Searched, allowed: number): readonly string[] {
  const enough = words.length * (1 - allowed)
  const absent: string[] = []
  for (const [at, word] of words.entries()) {
    if (at - absent.length >= enough) return absent
    if (!text.holds(word)) absent.push(word)
  }
  return absent.length <= words.length * allowed ? absent : absent.filter((word) => !text.holdsInAnyCase(word))
}

type Seen = { dom: Searched; plain: string; network: Searched }

function checkReading({ subject, request }: CaptureRecord, seen: Seen, file: string, findings: Findings) {
  const { dom, plain, network } = seen
  const { reading, kind, outcome, listing } = subject
  if (outcome === 'present' && !reading) findings.fault(file, 'field', 'subject.reading is missing')
  for (const field of ['title', 'priceText'] as const) {
    const read = reading?.[field]
    if (read !== undefined && !plain.includes(foldedText(read)) && !dom.has(read)) {
      findings.fault(file, 'content', `reading.${field} "${read}" is neither in the text nor in the DOM`)
    }
  }
  if (kind === 'listing' && outcome === 'present' && !listing) {
    findings.fault(file, 'field', 'subject.listing is missing')
  }
  const isHere = (id: string): boolean => request.final.includes(id) || request.asked.includes(id)
  if (kind === 'listing' && listing && !isHere(listing) && !dom.has(listing) && !network.has(listing)) {
    findings.fault(file, 'content', `listing id ${listing} is nowhere in the page, its addresses or its traffic`)
  }
  for (const { id } of reading?.listings ?? []) {
    if (!dom.has(id) && !network.has(id)) {
      findings.fault(file, 'content', `listing id ${id} of the reading is not in the page`)
    }
  }
}
