import { generateKeyPairSync } from 'node:crypto'
import { readCheckpoint, signCheckpoint } from '../../../src/evidence/log/checkpoint.ts'
import { rawPublicKey, verifierKey } from '../../../src/evidence/log/verifier-key.ts'
import { but, edited, type Harm } from './ground.ts'

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
]
