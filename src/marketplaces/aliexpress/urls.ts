/** AliExpress writes addresses without their scheme. */
export function absolute(url: string | undefined): string | undefined {
  const full = url?.startsWith('//') ? `https:${url}` : url
  return full !== undefined && /^https?:\/\//.test(full) ? full : undefined
}
