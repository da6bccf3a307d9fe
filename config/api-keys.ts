import { secretText } from './setting-values.ts'

/** One part of the key to a marketplace's official API; `part` is what the marketplace's own code calls it. */
type KeyPart = { env: string; marketplace: string; part: string; sentence: string; isOptional?: true }

/** Every part of every key there is; docs/settings.md is made from it, too. */
export const keyParts: readonly KeyPart[] = [
  {
    env: 'MORGIANA_EBAY_CLIENT_ID',
    marketplace: 'ebay',
    part: 'clientId',
    sentence: "The App ID (client id) of a production keyset; with it eBay's Browse API is asked before its pages.",
  },
  {
    env: 'MORGIANA_EBAY_CLIENT_SECRET',
    marketplace: 'ebay',
    part: 'clientSecret',
    sentence: 'The Cert ID (client secret) of the same keyset.',
  },
  {
    env: 'MORGIANA_ETSY_KEYSTRING',
    marketplace: 'etsy',
    part: 'keystring',
    sentence: "The keystring of an app; with it Etsy's Open API is asked before its pages.",
  },
  {
    env: 'MORGIANA_ETSY_SHARED_SECRET',
    marketplace: 'etsy',
    part: 'sharedSecret',
    sentence: 'The shared secret of the same app, which goes along with the keystring.',
  },
  {
    env: 'MORGIANA_RAKUTEN_APPLICATION_ID',
    marketplace: 'rakuten',
    part: 'applicationId',
    sentence:
      'The application id of an app registered since February 2026; with it the Ichiba item search is asked first.',
  },
  {
    env: 'MORGIANA_RAKUTEN_ACCESS_KEY',
    marketplace: 'rakuten',
    part: 'accessKey',
    sentence: 'The access key of the same app.',
  },
  {
    env: 'MORGIANA_ALIEXPRESS_APP_KEY',
    marketplace: 'aliexpress',
    part: 'appKey',
    sentence:
      "The app key of an open platform application; with it AliExpress's product search is asked before its pages.",
  },
  {
    env: 'MORGIANA_ALIEXPRESS_APP_SECRET',
    marketplace: 'aliexpress',
    part: 'appSecret',
    sentence: 'The app secret of the same application; calls are signed with it.',
  },
  {
    env: 'MORGIANA_ALIEXPRESS_TRACKING_ID',
    marketplace: 'aliexpress',
    part: 'trackingId',
    sentence: "An affiliate's tracking id, where the application has one.",
    isOptional: true,
  },
  {
    env: 'MORGIANA_ALIEXPRESS_SESSION',
    marketplace: 'aliexpress',
    part: 'session',
    sentence: "A dropshipper's access token; with it the dropshippers' search is asked instead of the affiliates'.",
    isOptional: true,
  },
]

/** Marketplace → its key's parts. */
export type ApiKeys = ReadonlyMap<string, Readonly<Record<string, string>>>

/** Keys that are there as a whole. A part without the others is a mistake, which names settings and no values. */
export function readApiKeys(env: Readonly<Record<string, string | undefined>>): { keys: ApiKeys; mistakes: string[] } {
  const keys = new Map<string, Record<string, string>>()
  const mistakes: string[] = []
  for (const { env: name, marketplace, part } of keyParts) {
    const given = env[name]?.trim()
    if (!given) continue
    const reading = secretText(given)
    if (reading.ok) keys.set(marketplace, { ...keys.get(marketplace), [part]: reading.value })
    else mistakes.push(`${name} ${reading.why}`)
  }
  for (const [marketplace, key] of keys) {
    const missing = settingsOfKey(marketplace).needed.filter((name) => !env[name]?.trim())
    const given = keyParts.filter((each) => each.marketplace === marketplace && Object.hasOwn(key, each.part))
    if (missing.length > 0) mistakes.push(`${given[0]?.env} needs ${missing.join(' and ')} beside it`)
  }
  return { keys, mistakes }
}

/** The settings that hold a marketplace's key. */
export function settingsOfKey(marketplace: string): { needed: string[]; optional: string[] } {
  const own = keyParts.filter((each) => each.marketplace === marketplace)
  return {
    needed: own.filter((each) => !each.isOptional).map((each) => each.env),
    optional: own.filter((each) => each.isOptional).map((each) => each.env),
  }
}
