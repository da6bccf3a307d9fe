export const toPem = (der: Uint8Array, kind: string): string =>
  `-----BEGIN ${kind}-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END ${kind}-----\n`

/** Every block of that kind, as DER. */
export function fromPem(text: string, kind: string): Buffer[] {
  const begin = `-----BEGIN ${kind}-----`
  const end = `-----END ${kind}-----`
  const blocks: Buffer[] = []
  for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
    const close = text.indexOf(end, at)
    if (close < 0) break
    const body = text.slice(at + begin.length, close).replace(/\s/g, '')
    if (/^[A-Za-z0-9+/]+=*$/.test(body)) blocks.push(Buffer.from(body, 'base64'))
  }
  return blocks
}
