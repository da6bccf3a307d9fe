import type { Settings } from '../../config/settings.ts'
import { openPeers } from '../crawler/peers.ts'
import { mailTarget } from '../custody/giving/mail.ts'
import type { HeadTarget, Witness } from '../custody/giving/target.ts'
import { webhookTarget } from '../custody/giving/webhook.ts'
import { httpWitness } from '../custody/giving/witness.ts'
import { readVkey, type VerifierKey } from '../evidence/log/verifier-key.ts'
import { StartRefused } from '../model/start-refused.ts'

export type ReceiverSettings = Pick<
  Settings,
  | 'smtp'
  | 'mailFrom'
  | 'headsByMail'
  | 'headsWebhook'
  | 'headsWebhookSecret'
  | 'witnesses'
  | 'organisation'
  | 'allowLoopback'
>

/** Who outside is given heads of the evidence log, by the settings. @throws StartRefused for a witness's key that is none */
export function headReceivers(settings: ReceiverSettings, now: () => Date) {
  const { smtp: server, mailFrom: from, headsWebhook, headsWebhookSecret: secret, organisation } = settings
  const by = openPeers(settings.allowLoopback)
  const targets: HeadTarget[] = []
  if (server !== null && from !== null)
    targets.push(...settings.headsByMail.map((to) => mailTarget(to, { server, from, organisation })))
  if (headsWebhook !== null && secret !== null) targets.push(webhookTarget({ url: headsWebhook, secret, by, now }))
  const witnesses: Witness[] = settings.witnesses.map(({ key, url }) => httpWitness({ key: witnessKey(key), url, by }))
  return { targets, witnesses }
}

function witnessKey(text: string): VerifierKey {
  const refused = (why: string) => new StartRefused(`MORGIANA_WITNESSES: ${why}`, 'configuration')
  let key: VerifierKey
  try {
    key = readVkey(text)
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error))
  }
  if (key.kind !== 4) throw refused(`${key.name} is the key of a log, not that of a witness (cosignature, type 04)`)
  return key
}
