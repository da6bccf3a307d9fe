import { generateKeyPairSync } from 'node:crypto'
import { toPem } from '../../../src/evidence/pem.ts'
import { testAuthority } from '../test-authority.ts'
import { but, edited, type Harm } from './ground.ts'

/** Keys and stamps of others; report, certificate and description that do not fit. */
export const sealHarms: readonly Harm[] = [
  [
    'the seal of another key',
    'seal/seal.sig',
    ({ whole, reseal }) => reseal(whole, generateKeyPairSync('ed25519').privateKey),
  ],
  [
    'the seal and the key beside it of another',
    'keys/log.pem',
    ({ whole, reseal }) => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      return reseal(
        but(whole, 'keys/log.pem', toPem(publicKey.export({ format: 'der', type: 'spki' }), 'PUBLIC KEY')),
        privateKey,
      )
    },
  ],
  [
    'another verifier key',
    'keys/log.vkey',
    ({ whole, reseal }) => reseal(edited(whole, 'keys/log.vkey', (text) => text.replace('brand', 'brant'))),
  ],
  [
    'another key of captures',
    'keys/wacz-wacz-1.pem',
    ({ whole, reseal }) => {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
      return reseal(
        but(whole, 'keys/wacz-wacz-1.pem', toPem(publicKey.export({ format: 'der', type: 'spki' }), 'PUBLIC KEY')),
      )
    },
  ],
  [
    'the root of another authority',
    'keys/tsa-ca.pem',
    ({ whole, reseal, authority }) => {
      const other = testAuthority()
      other.close()
      const harmed = reseal(but(whole, 'keys/tsa-ca.pem', other.root))
      return { bundle: harmed, trust: new Map([['tsa-ca.pem', Buffer.from(authority.root)]]) }
    },
  ],
  [
    'the stamp of other data at the seal',
    'seal/tagmanifest.tsr',
    ({ whole }) => but(whole, 'seal/tagmanifest.tsr', whole.get('data/log/heads/2.txt.tsr')!),
  ],
  [
    'a stamp without its response around it',
    'seal/tagmanifest.tsr',
    ({ whole }) => but(whole, 'seal/tagmanifest.tsr', tokenOf(whole.get('seal/tagmanifest.tsr')!)),
  ],
  [
    'a report that is not whole',
    'data/report.pdf',
    ({ whole, reseal }) => reseal(edited(whole, 'data/report.pdf', (text) => text.replace('%%EOF', ''))),
  ],
  [
    'another report',
    'data/report.pdf',
    ({ whole }) => edited(whole, 'data/report.pdf', (text) => text.replace('a report', 'b report')),
  ],
  [
    'a certificate that leaves out a capture',
    'data/certificate-draft.txt',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/certificate-draft.txt', (text) => text.replaceAll('cap-seller', 'cap-xeller'))),
  ],
  [
    'a certificate of another rule',
    'data/certificate-draft.txt',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/certificate-draft.txt', (text) => text.replaceAll('902(14)', '902(99)'))),
  ],
  [
    'a README that does not say what is not proved',
    'README.txt',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'README.txt', (text) => text.replaceAll('What this does not prove', 'What else'))),
  ],
  [
    'another bundle id',
    'bag-info.txt',
    ({ whole, reseal }) =>
      but(reseal(whole), 'data/bundle.json', whole.get('data/bundle.json')!.toString().replace('bundle-1', 'bundle-2')),
  ],
  [
    'a refused capture used as evidence',
    'data/bundle.json',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/bundle.json', (text) => text.replace('"use":"context"', '"use":"evidence"'))),
  ],
  [
    'a capture of another state',
    'data/bundle.json',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/bundle.json', (text) => text.replace('"state":"complete"', '"state":"partial"'))),
  ],
  [
    'a capture that is not listed',
    'data/bundle.json',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/bundle.json', (text) => text.replace(/\{"id":"cap-seller"[^}]*\},/, ''))),
  ],
  [
    'an event that is not listed',
    'data/bundle.json',
    ({ whole, reseal }) => reseal(edited(whole, 'data/bundle.json', (text) => text.replace('"ev-paid-1",', ''))),
  ],
  [
    'a purchase without events',
    'data/bundle.json',
    ({ whole, reseal }) =>
      reseal(
        edited(whole, 'data/bundle.json', (text) =>
          text.replace('"purchases":["buy-1"]', '"purchases":["buy-1","buy-2"]'),
        ),
      ),
  ],
  [
    'another sealed head',
    'data/bundle.json',
    ({ whole, reseal }) => reseal(edited(whole, 'data/bundle.json', (text) => text.replace(/"size":\d+/, '"size":2'))),
  ],
  [
    'another root',
    'data/bundle.json',
    ({ whole, reseal }) => reseal(edited(whole, 'data/bundle.json', (text) => text.replace(/"root":"./, '"root":"#'))),
  ],
  [
    'made at another time',
    'data/bundle.json',
    ({ whole, reseal }) =>
      reseal(edited(whole, 'data/bundle.json', (text) => text.replace(/"made":"20\d\d/, '"made":"2020'))),
  ],
  [
    'a description with a key twice',
    'data/bundle.json',
    ({ whole, reseal }) => reseal(edited(whole, 'data/bundle.json', (text) => text.replace('{', '{"for":"another",'))),
  ],
  [
    'a description with more than it is',
    'data/bundle.json',
    ({ whole, reseal }) => reseal(edited(whole, 'data/bundle.json', (text) => `${text}{}`)),
  ],
]

/** The token of a TimeStampResp: what stands behind its status. */
function tokenOf(response: Buffer): Buffer {
  const body = response.subarray(response[1] === 0x82 ? 4 : 2)
  return body.subarray(2 + (body[1] ?? 0))
}
