import { decodeEntities, oneLine } from '../reading/html-text.ts'

/** The shop's name as a page says it: to other sites, else to the shop's trackers. `undefined` where it says none. */
export function shopNameOf(body: string, siteName: string | undefined): string | undefined {
  const name = siteName ?? /"shop":\{"name":"([^"\\]{1,200})"/.exec(body)?.[1]
  return name === undefined || name.trim() === '' ? undefined : oneLine(decodeEntities(name))
}

/** Whether a shop's host is called after its vendor: "www.north-gear.example" after "North Gear". */
export function isCalledAfter(host: string, vendor: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  const name = bare(vendor)
  return name.length > 2 && host.split('.').some((label) => bare(label) === name)
}
