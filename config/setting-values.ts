/** What reading one setting's text gives. `why` completes the sentence "MORGIANA_PORT …" and never repeats a secret. */
export type Reading<T> = { ok: true; value: T } | { ok: false; why: string }
export type Reader<T> = (text: string) => Reading<T>

export const good = <T>(value: T): Reading<T> => ({ ok: true, value })
export const bad = (why: string): Reading<never> => ({ ok: false, why })
/** Values are shown in messages, so that a stray space or quote is seen; long ones are cut. */
const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`

export const text: Reader<string> = (value) => good(value)

export const wholeNumber =
  (min: number, max: number): Reader<number> =>
  (value) => {
    const number = /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN
    return number >= min && number <= max
      ? good(number)
      : bad(`must be a whole number from ${min} to ${max}, not ${quoted(value)}`)
  }

export const yesOrNo: Reader<boolean> = (value) =>
  value === 'yes' || value === 'no' ? good(value === 'yes') : bad(`must be yes or no, not ${quoted(value)}`)

export const oneOf =
  <T extends string>(...words: readonly T[]): Reader<T> =>
  (value) => {
    const word = words.find((each) => each === value)
    return word === undefined ? bad(`must be one of ${words.join(', ')}, not ${quoted(value)}`) : good(word)
  }

/** The address of a dependency. It may hold a password, so no message repeats any part of it. */
export const secretUrl =
  (...protocols: readonly string[]): Reader<string> =>
  (value) => {
    const url = URL.canParse(value) ? new URL(value) : null
    if (!url || !protocols.includes(url.protocol)) {
      return bad(`must be an address that starts with ${protocols.map((each) => `${each}//`).join(' or ')}`)
    }
    // Measured: `options` in the address replaces the search_path that BullMQ sets, and its functions are not found.
    if (url.searchParams.has('options')) {
      return bad('must not hold "?options=": set such options for the role or database in PostgreSQL')
    }
    return good(value)
  }

/** `https://host[:port]`, without path, query or credentials. */
export const origin: Reader<string> = (value) => {
  const url = URL.canParse(value) ? new URL(value) : null
  const isOrigin =
    url &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash &&
    !url.username &&
    !url.password
  return isOrigin
    ? good(url.origin)
    : bad('must be http:// or https:// with a host and maybe a port, without path or password')
}

/** `ebay=…,amazon=…`. A comma inside a value is kept, unless what follows it looks like the next name. */
export const byMarketplace =
  <T>(reader: Reader<T>): Reader<ReadonlyMap<string, T>> =>
  (value) => {
    const entries = new Map<string, T>()
    const mistakes: string[] = []
    for (const part of value.split(/[,;]\s*(?=[a-z0-9-]+=)/)) {
      const [, name, rest] = /^\s*([a-z0-9-]+)=(.*?)[,;]?\s*$/su.exec(part) ?? []
      if (name === undefined || rest === undefined) {
        mistakes.push(`must read like marketplace=value, not ${quoted(part)}`)
        continue
      }
      const reading = rest === '' ? bad('must not be empty') : reader(rest)
      if (entries.has(name)) mistakes.push(`names "${name}" twice`)
      else if (reading.ok) entries.set(name, reading.value)
      else mistakes.push(`${name}: ${reading.why}`)
    }
    return mistakes.length > 0 ? bad(mistakes.join('; ')) : good(entries)
  }

const unitMs = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
])

/** `30/60s`: thirty requests in sixty seconds. */
export const rate: Reader<{ requests: number; perMs: number }> = (value) => {
  const [, requests, time, unit] = /^(\d{1,6})\/(\d{0,6})([smh])$/.exec(value) ?? []
  const perMs = Number(time || '1') * (unitMs.get(unit ?? '') ?? 0)
  return Number(requests) >= 1 && perMs >= 1_000
    ? good({ requests: Number(requests), perMs })
    : bad(`must read like 30/60s (requests in a time of s, m or h), not ${quoted(value)}`)
}

/** A key or a password: printable, without spaces. No message repeats any part of it. */
export const secretText: Reader<string> = (value) =>
  /^[\x21-\x7e]{4,4000}$/.test(value) ? good(value) : bad('must be 4 to 4,000 printable characters without spaces')

/** Goes into the user agent, so that a marketplace can reach who crawls it. */
export const contact: Reader<string> = (value) =>
  /^[\x21-\x7e]{3,200}$/.test(value) && (/^[^@\s]+@[^@\s]+$/.test(value) || URL.canParse(value))
    ? good(value)
    : bad(`must be an e-mail address or a web address, not ${quoted(value)}`)

/** A reason is kept in the audit log: two words at least, one line. */
export const writtenReason: Reader<string> = (value) =>
  /^[^\p{Cc}]{10,500}$/u.test(value)
    ? good(value)
    : bad('the reason must be written out in 10 to 500 characters, on one line')

/** A web address without credentials. */
export const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:\/\/[^@]*$/.test(text)

/** `https://one.example/tsa, https://two.example/tsa`: addresses without credentials. */
export const webAddresses: Reader<readonly string[]> = (value) => {
  const parts = value.split(',').map((part) => part.trim())
  const wrong = parts.find((part) => !isWebAddress(part))
  return wrong === undefined ? good(parts) : bad(`must be http:// or https:// addresses, not ${quoted(wrong)}`)
}

/** One address without credentials. */
export const webAddress: Reader<string> = (value) =>
  isWebAddress(value) ? good(value) : bad('must be an http:// or https:// address without a name or password')

/** The name of a log (C2SP tlog-checkpoint): a host and a path, without a scheme. */
export const logName: Reader<string> = (value) =>
  /^[a-z0-9][a-z0-9.-]*(\/[A-Za-z0-9._-]+)*$/.test(value) && value.length <= 200
    ? good(value)
    : bad(`must read like brand.example/morgiana, without a scheme, not ${quoted(value)}`)
