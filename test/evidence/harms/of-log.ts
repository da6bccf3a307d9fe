import { generateKeyPairSync } from 'node:crypto'
import { readCheckpoint, signCheckpoint } from '../../../src/evidence/log/checkpoint.ts'
import { rawPublicKey, verifierKey, vkeyText } from '../../../src/evidence/log/verifier-key.ts'
import { type Bundle, newOffice } from '../made-bundle.ts'
import { but, edited, type Harm } from './ground.ts'

const sealedHead = (bundle: Bundle): string =>
  [...bundle.keys()]
    .filter((path) => /heads\/\d+\.txt$/.test(path))
    .sort((a, b) => Number(/\d+/.exec(b)) - Number(/\d+/.exec(a)))[0]!
/** A head that somebody kept from before, with its stamp. */
const kept = (bundle: Bundle, path: string, stamp?: Buffer): Bundle =>
  new Map([['head-old.txt', bundle.get(path)!], ...(stamp ? [['head-old.txt.tsr', stamp] as const] : [])])

/** Entries, proofs, heads, keys: changed, cut, of another log, of another key. */
export const logHarms: readonly Harm[] = [
  [
    'an entry of another time',
    'data/log/entries/3.json',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/log/entries/3.json', (text) => text.replace(/"at":"20\d\d/, '"at":"2019'))),
  ],
  [
    'an entry of two lines',
    'data/log/entries/3.json',
    ({ whole, reseal }) => reseal(edited(whole, 'data/log/entries/3.json', (text) => text.replace(',', ',\n'))),
  ],
  [
    'an entry with a key twice',
    'data/log/entries/3.json',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/log/entries/3.json', (text) => text.replace('{', '{"type":"event",'))),
  ],
  [
    'an entry that is gone',
    'data/log/proofs/3.tlog-proof',
    ({ whole, reseal }) => reseal(but(whole, 'data/log/entries/3.json', null)),
  ],
  [
    'a key entry that is gone',
    'data/keys/wacz-1.txt',
    ({ whole, reseal }) =>
      reseal(but(but(whole, 'data/log/entries/1.json', null), 'data/log/proofs/1.tlog-proof', null)),
  ],
  [
    'the first entry gone',
    'data/log/entries/0.json',
    ({ whole, reseal }) =>
      reseal(but(but(whole, 'data/log/entries/0.json', null), 'data/log/proofs/0.tlog-proof', null)),
  ],
  [
    'a proof of another index',
    'data/log/proofs/3.tlog-proof',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/log/proofs/3.tlog-proof', (text) => text.replace('index 3', 'index 4'))),
  ],
  [
    'a proof without a line',
    'data/log/proofs/3.tlog-proof',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/log/proofs/3.tlog-proof', (text) => text.replace(/index 3\n.*\n/, 'index 3\n'))),
  ],
  [
    'a proof with a line more',
    'data/log/proofs/3.tlog-proof',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/log/proofs/3.tlog-proof', (text) => text.replace(/(index 3\n)(.*\n)/, '$1$2$2'))),
  ],
  [
    'a proof against an older head',
    'data/log/proofs/3.tlog-proof',
    ({ whole, reseal }) =>
      reseal(
        edited(
          whole,
          'data/log/proofs/3.tlog-proof',
          (text) =>
            `${text.slice(0, text.indexOf('\n\n') + 2)}${whole.get('data/log/heads/2.txt')!.toString('latin1')}`,
        ),
      ),
  ],
  [
    'a head without its signature',
    'data/log/heads/2.txt',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/log/heads/2.txt', (text) => text.replace(/[A-Za-z0-9+/]{8}=*\n$/, 'AAAAAA==\n'))),
  ],
  [
    'a head of another root',
    'data/log/consistency/2.txt',
    ({ whole, reseal, office }) =>
      reseal(
        but(
          whole,
          'data/log/heads/2.txt',
          signCheckpoint({ origin: 'brand.example/morgiana', size: 2, root: Buffer.alloc(32, 7) }, [office.signer]),
        ),
      ),
  ],
  [
    'a head of another origin',
    'data/log/heads/2.txt',
    ({ whole, reseal, office }) =>
      reseal(
        but(
          whole,
          'data/log/heads/2.txt',
          signCheckpoint({ ...readCheckpoint(whole.get('data/log/heads/2.txt')!), origin: 'other.example/morgiana' }, [
            office.signer,
          ]),
        ),
      ),
  ],
  [
    'a head of another size',
    'data/log/heads/2.txt',
    ({ whole, reseal, office }) =>
      reseal(
        but(
          whole,
          'data/log/heads/2.txt',
          signCheckpoint({ ...readCheckpoint(whole.get('data/log/heads/2.txt')!), size: 3 }, [office.signer]),
        ),
      ),
  ],
  [
    'a head of another key',
    'data/log/heads/2.txt',
    ({ whole, reseal }) => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      const signer = { privateKey, key: verifierKey('brand.example/morgiana', rawPublicKey(publicKey)) }
      return reseal(
        but(
          whole,
          'data/log/heads/2.txt',
          signCheckpoint(readCheckpoint(whole.get('data/log/heads/2.txt')!), [signer]),
        ),
      )
    },
  ],
  [
    'a head without its stamp',
    'data/log/heads/2.txt.tsr',
    ({ whole, reseal }) => reseal(but(whole, 'data/log/heads/2.txt.tsr', null)),
  ],
  [
    'a head with the stamp of another',
    'data/log/heads/2.txt.tsr',
    ({ whole, reseal }) => reseal(but(whole, 'data/log/heads/2.txt.tsr', whole.get('seal/tagmanifest.tsr')!)),
  ],
  [
    'a head later than the sealed one',
    'data/log/heads/90.txt',
    ({ whole, reseal, office }) =>
      reseal(
        but(
          whole,
          'data/log/heads/90.txt',
          signCheckpoint({ origin: 'brand.example/morgiana', size: 90, root: Buffer.alloc(32) }, [office.signer]),
        ),
      ),
  ],
  [
    'a consistency proof of another size',
    'data/log/consistency/2.txt',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/log/consistency/2.txt', (text) => text.replace('old 2', 'old 3'))),
  ],
  [
    'a consistency proof with another line',
    'data/log/consistency/2.txt',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/log/consistency/2.txt', (text) => text.replace(/old 2\n../, 'old 2\nAA'))),
  ],
  [
    'a consistency proof that is gone',
    'data/log/consistency/2.txt',
    ({ whole, reseal }) => reseal(but(whole, 'data/log/consistency/2.txt', null)),
  ],
  [
    'a key record of another time',
    'data/keys/wacz-1.txt',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/keys/wacz-1.txt', (text) => text.replace(/from 20\d\d/, 'from 2019'))),
  ],
  [
    'a key record without its signature',
    'data/keys/wacz-1.txt',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/keys/wacz-1.txt', (text) => text.replace(/[A-Za-z0-9+/]{6}=*\n$/, 'AAAAAA==\n'))),
  ],
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
