import { generateKeyPairSync } from 'node:crypto'
import { signCheckpoint } from '../../../src/evidence/log/checkpoint.ts'
import { rawPublicKey, verifierKey, vkeyText } from '../../../src/evidence/log/verifier-key.ts'
import { type Bundle, newOffice } from '../made-bundle.ts'
import type { Harm } from './ground.ts'

const sealedHead = (bundle: Bundle): string =>
  [...bundle.keys()]
    .filter((path) => /heads\/\d+\.txt$/.test(path))
    .sort((a, b) => Number(/\d+/.exec(b)) - Number(/\d+/.exec(a)))[0]!
/** A head that somebody kept from before, with its stamp. */
const kept = (bundle: Bundle, path: string, stamp?: Buffer): Bundle =>
  new Map([['head-old.txt', bundle.get(path)!], ...(stamp ? [['head-old.txt.tsr', stamp] as const] : [])])

/** Logs that are whole in themselves, written by whoever has the keys: their entries lie, or another head is known. */
export const rewrittenLogHarms: readonly Harm[] = [
  [
    'a record twice in the log',
    'data/log/entries/5.json',
    ({ make }) =>
      make({
        changeEntry: (entry, at) => {
          if (entry.subject === 'cap-refused') Object.assign(entry, { record: 'captures/cap-search/capture.json' })
          return at
        },
      }),
  ],
  [
    'an entry that says another hash',
    'data/captures/cap-listing/capture.json',
    ({ make }) =>
      make({
        small: true,
        changeEntry: (entry, at) => {
          if (entry.type === 'capture') entry.sha256 = 'ab'.repeat(32)
          return at
        },
      }),
  ],
  [
    'an entry that says another stamp',
    'data/captures/cap-listing/capture.json.tsr',
    ({ make }) =>
      make({
        small: true,
        changeEntry: (entry, at) => {
          if (entry.type === 'capture') entry.stamp = 'ab'.repeat(32)
          return at
        },
      }),
  ],
  [
    'an entry of another type',
    'data/log/entries/2.json',
    ({ make }) =>
      make({
        small: true,
        changeEntry: (entry, at) => {
          if (entry.type === 'capture') entry.type = 'event'
          return at
        },
      }),
  ],
  [
    'an entry that is older than the one before',
    'data/log/entries/2.json',
    ({ make }) =>
      make({
        small: true,
        changeEntry: (entry, at) => (entry.type === 'capture' ? new Date(at.getTime() - 60_000) : at),
      }),
  ],
  [
    'an entry two hours after its capture',
    'data/captures/cap-listing/capture.json',
    ({ make }) =>
      make({
        small: true,
        start: Date.now() - 7_500_000,
        changeEntry: (entry, at) => (entry.type === 'capture' ? new Date(at.getTime() + 7_400_000) : at),
      }),
  ],
  [
    'a capture that is back-dated',
    'data/captures/cap-listing/capture.json.tsr',
    ({ make }) => make({ small: true, start: Date.now() - 3_000_000 }),
  ],
  [
    'a whole log written anew, against a head kept from before',
    'data/log/heads/2.txt',
    async ({ whole, make }) => ({
      bundle: await make({ start: Date.now() - 20_000 }),
      trust: kept(whole, 'data/log/heads/2.txt'),
    }),
  ],
  [
    'a whole log written anew, against a head of the same size',
    null,
    async ({ whole, make }) => ({
      bundle: await make({ start: Date.now() - 20_000 }),
      trust: kept(whole, sealedHead(whole)),
    }),
  ],
  [
    'a head kept from before that no proof goes from',
    null,
    async ({ whole, small }) => ({ bundle: whole, trust: kept(small, sealedHead(small)) }),
  ],
  [
    'a tail that is cut off, against a larger head kept from before',
    null,
    async ({ whole, make }) => ({
      bundle: await make({ small: true, start: Date.now() - 20_000 }),
      trust: kept(whole, sealedHead(whole), whole.get('data/captures/cap-listing/capture.json.tsr')!),
    }),
  ],
  [
    'a head kept from before that a stranger signed',
    'head-old.txt',
    ({ whole }) => ({
      bundle: whole,
      trust: new Map([
        [
          'head-old.txt',
          Buffer.from(
            signCheckpoint({ origin: 'brand.example/morgiana', size: 2, root: Buffer.alloc(32) }, [newOffice().signer]),
          ),
        ],
      ]),
    }),
  ],
  [
    'all of it made anew by another office',
    'data/keys',
    async ({ make, office }) => ({
      bundle: await make({ small: true, office: newOffice() }),
      trust: new Map([['log.vkey', Buffer.from(`${vkeyText(office.signer.key)}\n`)]]),
    }),
  ],
  [
    'no cosignature of a witness that is trusted',
    null,
    ({ whole }) => {
      const { publicKey } = generateKeyPairSync('ed25519')
      return {
        bundle: whole,
        trust: new Map([
          ['witness.vkey', Buffer.from(`${vkeyText(verifierKey('witness.example/w', rawPublicKey(publicKey), 4))}\n`)],
        ]),
      }
    },
  ],
]
