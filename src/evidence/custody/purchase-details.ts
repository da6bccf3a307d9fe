import { didYouMean } from '../../model/did-you-mean.ts'
import { findings, type PurchaseField, type PurchaseStep, purchaseForms } from '../../model/purchase.ts'
import type { Person } from '../fields.ts'
import { isInstant } from '../times.ts'

/** What is wrong with one thing that was typed. */
export type FieldFault = { field: string; says: string }
export type ReadDetails =
  | { ok: true; details: Record<string, unknown>; statement: string | null }
  | { ok: false; faults: FieldFault[] }

/** What is longer is no form any more; in UTF-16 units. */
const wordsMax = 300
const textMax = 4_000

/**
 * What was typed for a step, as text from a form or a command, or as values from JSON, as the details of its event.
 * @param organisation of a person of whom only the name is said
 * @returns every mistake, not the first
 */
export function readPurchaseDetails(
  step: PurchaseStep,
  given: Readonly<Record<string, unknown>>,
  organisation: string,
): ReadDetails {
  const { fields } = purchaseForms[step]
  const typed = unfolded(given)
  const faults: FieldFault[] = []
  const details: Record<string, unknown> = {}
  for (const field of fields) {
    const value = typed[field.name]
    const isLeftOut = value === undefined || value === null || value === ''
    if (isLeftOut && field.isOptional) continue
    const read = isLeftOut ? fault('is not said') : readField(field, value, organisation)
    if ('says' in read) faults.push({ field: field.name, says: read.says })
    else details[field.name] = read.value
  }
  for (const name of Object.keys(typed)) {
    if (fields.some((field) => field.name === name)) continue
    const near = didYouMean(
      name,
      fields.map((field) => field.name),
    )
    faults.push({ field: name, says: near ? `is not asked for: is "${near}" meant?` : 'is not asked for' })
  }
  return faults.length > 0 ? { ok: false, faults } : folded(details)
}

/** A seller may be an object, as in the record, or two fields, as in a form. */
function unfolded(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { seller, ...others } = given
  if (typeof seller !== 'object' || seller === null) return { ...given }
  const { name, id } = seller as { name?: unknown; id?: unknown } // any object: what is in it is read like all else
  return { ...others, seller: name, ...(id !== undefined && { sellerId: id }) }
}

function folded(details: Record<string, unknown>): ReadDetails {
  const { seller, sellerId, statement, ...others } = details
  const ofSeller =
    seller === undefined ? {} : { seller: { name: seller, ...(sellerId !== undefined && { id: sellerId }) } }
  return { ok: true, details: { ...others, ...ofSeller }, statement: typeof statement === 'string' ? statement : null }
}

type Read = { value: unknown } | { says: string }
const fault = (says: string): Read => ({ says })

function readField({ kind }: PurchaseField, value: unknown, organisation: string): Read {
  switch (kind) {
    case 'words':
      return readText(value, wordsMax, true)
    case 'text':
      return readText(value, textMax, false)
    case 'bag':
      return readBag(value)
    case 'instant':
      return readInstant(value)
    case 'count':
      return readCount(value)
    case 'money':
      return readMoney(value)
    case 'person':
      return readPerson(value, organisation)
    case 'yes-no':
      return readYesNo(value)
    case 'finding':
      return findings.some((each) => each === value) ? { value } : fault(`is one of ${findings.join(', ')}`)
  }
}

function readText(value: unknown, max: number, isLine: boolean): Read {
  if (typeof value !== 'string') return fault('is no text')
  const text = value.normalize('NFC').replaceAll('\r\n', '\n').trim()
  if (text === '') return fault('is empty')
  if (text.length > max) return fault(`is longer than ${max} characters`)
  const oneLine = isLine ? text : text.replaceAll('\n', ' ').replaceAll('\t', ' ')
  return /[\p{Cc}\u2028\u2029]/u.test(oneLine) ? fault('holds a control character') : { value: text }
}

/** What a label's barcode holds, and nobody reads wrongly. */
function readBag(value: unknown): Read {
  const read = readText(value, wordsMax, true)
  const isNumber = 'value' in read && /^[\x21-\x7e]{1,40}$/.test(String(read.value))
  return 'value' in read && !isNumber ? fault('is 1 to 40 letters, digits and signs of ASCII, without spaces') : read
}

function readInstant(value: unknown): Read {
  const isWhole =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(value)
  const at = isWhole ? new Date(value) : null
  const text = at && !Number.isNaN(at.getTime()) ? at.toISOString() : null
  // 31 April would be taken for 1 May.
  const isDay = text !== null && isWhole && isInstant(`${value.slice(0, 10)}T00:00:00.000Z`)
  return isDay ? { value: text } : fault('is no time with its zone, such as 2026-11-30T09:00:00Z')
}

const quantityMax = 100_000

function readCount(value: unknown): Read {
  const count = typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : value
  const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= quantityMax
  return isCount ? { value: count } : fault(`is no whole number from 1 to ${quantityMax}`)
}

function readMoney(value: unknown): Read {
  const asked = 'is no amount with its currency, such as 29.90 USD'
  const [, amount, currency] =
    typeof value === 'string'
      ? (/^\s*(\S+)\s+([A-Za-z]{3})\s*$/.exec(value) ?? [])
      : typeof value === 'object' && value !== null
        ? [null, ...moneyOf(value)]
        : []
  if (typeof amount !== 'string' || typeof currency !== 'string') return fault(asked)
  const code = currency.toUpperCase()
  if (!/^\d{1,12}(\.\d{1,4})?$/.test(amount) || !/^[A-Z]{3}$/.test(code)) return fault(asked)
  return { value: { amount, currency: code } }
}

const moneyOf = (value: object): [unknown, unknown] => [
  'amount' in value ? value.amount : null,
  'currency' in value ? value.currency : null,
]

/** @param organisation where only a name is said */
export function readPerson(
  value: unknown,
  organisation: string,
  role = 'person',
): { value: Person } | { says: string } {
  const parts =
    typeof value === 'string'
      ? value.split(',').map((part) => part.trim())
      : typeof value === 'object' && value !== null
        ? [
            'name' in value ? value.name : null,
            'role' in value ? value.role : role,
            'organisation' in value ? value.organisation : organisation,
          ]
        : []
  const said = parts.length === 1 ? [...parts, role, organisation] : parts
  const read = said.map((part) => readText(part, wordsMax, true))
  const [name, own, organisationRead] = read.map((each) => ('value' in each ? String(each.value) : null))
  if (read.length !== 3 || !name || !own || !organisationRead) {
    return { says: 'is no person: name, role, organisation, such as "Dana Weiss, legal, Brand Example"' }
  }
  return { value: { name, role: own, organisation: organisationRead } }
}

function readYesNo(value: unknown): Read {
  if (value === true || value === 'yes' || value === 'true') return { value: true }
  if (value === false || value === 'no' || value === 'false') return { value: false }
  return fault('is yes or no')
}
