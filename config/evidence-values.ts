import { bad, good, isWebAddress, type Reader } from './setting-values.ts'

export const mailAddress: Reader<string> = (value) =>
  isMailAddress(value) ? good(value) : bad('must be an e-mail address')

const isMailAddress = (text: string): boolean => /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,250}$/.test(text)
const receiversMax = 20

export const mailAddresses: Reader<readonly string[]> = (value) => {
  const addresses = [...new Set(value.split(/[,;]/).map((part) => part.trim()))]
  const wrong = addresses.findIndex((each) => !isMailAddress(each))
  if (wrong >= 0) return bad(`must be e-mail addresses with commas between them; number ${wrong + 1} is none`)
  return addresses.length <= receiversMax ? good(addresses) : bad(`must name at most ${receiversMax}`)
}

/** A secret as Standard Webhooks writes it. No message repeats any part of it. @returns its bytes */
export const webhookSecret: Reader<Buffer> = (value) => {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/.exec(value) ?? []
  const bytes = Buffer.from(encoded ?? '', 'base64')
  return bytes.length >= 24 && bytes.length <= 64
    ? good(bytes)
    : bad('must be whsec_ followed by 24 to 64 bytes as base64')
}

/** `key`: as C2SP signed-note writes a verifier key; what is in it is looked at where it is used. */
export type NamedWitness = { key: string; url: string }

export const witnesses: Reader<readonly NamedWitness[]> = (value) => {
  const found: NamedWitness[] = []
  for (const [place, part] of value.split(',').entries()) {
    const [, key, url] = /^\s*([^\s+]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40,60})\s+(\S+)\s*$/.exec(part) ?? []
    if (key === undefined || url === undefined || !isWebAddress(url)) {
      return bad(
        `must read like witness.example+1a2b3c4d+BASE64 https://witness.example/log; number ${place + 1} does not`,
      )
    }
    found.push({ key, url })
  }
  return good(found)
}
