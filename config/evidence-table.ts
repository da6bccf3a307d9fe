import { mailAddress, mailAddresses, webhookSecret, witnesses } from './evidence-values.ts'
import { setting } from './setting.ts'
import { logName, oneOf, secretUrl, text, webAddress, webAddresses, wholeNumber } from './setting-values.ts'

/** Settings of evidence: who keeps it, who stamps it, and who is given the heads of its log. */
export const evidenceTable = {
  organisation: setting({
    env: 'MORGIANA_ORGANISATION',
    type: 'text',
    fallback: 'an organisation that has not been named (MORGIANA_ORGANISATION)',
    sentence: 'Who runs this installation: stands in every capture, purchase and bundle.',
    read: text,
  }),
  capture: setting({
    env: 'MORGIANA_CAPTURE',
    type: 'never or on-verdict',
    fallback: 'never',
    sentence: 'Whether a listing that is decided as counterfeit is captured as evidence by itself; needs Chromium.',
    read: oneOf('never', 'on-verdict'),
  }),
  legalBasis: setting({
    env: 'MORGIANA_LEGAL_BASIS',
    type: 'text',
    fallback: "the brand owner's legitimate interest in finding offers that infringe its rights",
    sentence:
      'The ground on which pages are captured, where none is given with the order: a right, a register number, a law.',
    read: text,
  }),
  evidenceOrigin: setting({
    env: 'MORGIANA_EVIDENCE_ORIGIN',
    type: 'name without a scheme',
    fallback: null,
    sentence: 'The name of the evidence log, taken at its first start and never changed: brand.example/morgiana.',
    read: logName,
  }),
  timeStamps: setting({
    env: 'MORGIANA_TSA',
    type: 'address, …',
    fallback: null,
    sentence:
      'Time-stamp authorities (RFC 3161), asked in this order until one answers; without one captures stay unstamped.',
    read: webAddresses,
  }),
  timeStampRoots: setting({
    env: 'MORGIANA_TSA_ROOTS',
    type: 'file',
    fallback: null,
    sentence:
      'The root certificates of the time-stamp authorities, as PEM; a stamp that does not lead to one is not taken.',
    read: text,
  }),
  evidenceDays: setting({
    env: 'MORGIANA_EVIDENCE_DAYS',
    type: 'whole number',
    unit: 'days',
    fallback: null,
    sentence:
      'After so many days a capture is deleted by itself, its hash and its place in the log stay; never what is held, was exported, or was bought. Without it captures are kept for ever.',
    read: wholeNumber(1, 36_500),
  }),
  smtp: setting({
    env: 'MORGIANA_SMTP',
    type: 'address (secret)',
    fallback: null,
    sentence:
      'The mail server, smtp://name:password@host:587 or smtps://…; a password is sent over an encrypted connection only.',
    read: secretUrl('smtp:', 'smtps:'),
  }),
  mailFrom: setting({
    env: 'MORGIANA_MAIL_FROM',
    type: 'e-mail address',
    fallback: null,
    sentence: 'Whom mails come from.',
    read: mailAddress,
  }),
  headsByMail: setting({
    env: 'MORGIANA_HEADS_MAIL',
    type: 'e-mail address, …',
    fallback: null,
    sentence:
      'Who is sent the signed head of the evidence log, once a day when it grew and at each export; needs MORGIANA_SMTP and MORGIANA_MAIL_FROM.',
    read: mailAddresses,
  }),
  headsWebhook: setting({
    env: 'MORGIANA_HEADS_WEBHOOK',
    type: 'address',
    fallback: null,
    sentence:
      'Where heads are sent by HTTP as well, signed as Standard Webhooks has it; needs MORGIANA_HEADS_WEBHOOK_SECRET.',
    read: webAddress,
  }),
  headsWebhookSecret: setting({
    env: 'MORGIANA_HEADS_WEBHOOK_SECRET',
    type: 'text (secret)',
    fallback: null,
    sentence: 'What heads to the webhook are signed with: whsec_ and 24 to 64 bytes as base64.',
    read: webhookSecret,
  }),
  witnesses: setting({
    env: 'MORGIANA_WITNESSES',
    type: 'key address, …',
    fallback: null,
    sentence:
      'Witnesses (C2SP tlog-witness) that sign heads, too, once they have seen that the log goes on: the verifier key of each and its address, as witness.example+1a2b3c4d+BASE64 https://witness.example/log.',
    read: witnesses,
  }),
}
