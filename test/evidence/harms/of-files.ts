import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { linkSync, mkdirSync, renameSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { toPem } from '../../../src/evidence/pem.ts'
import type { Bundle } from '../made-bundle.ts'
import { testAuthority } from '../test-authority.ts'
import { but, edited, type Harm } from './ground.ts'

const record = (id: string) => `data/captures/${id}/capture.json`
const wacz = (id: string) => `data/captures/${id}/capture.wacz`
const swapped = (bundle: Bundle, a: string, b: string): Bundle =>
  new Map(bundle).set(a, bundle.get(b)!).set(b, bundle.get(a)!)

/** Added, renamed, swapped, linked; manifests cut and written anew; keys and seals of others. */
export const fileHarms: readonly Harm[] = [
  ...[
    'extra.txt',
    'data/extra.txt',
    'seal/extra.txt',
    'keys/extra.pem',
    'data/log/heads/extra.txt',
    'data/files/ev-none/a.png',
  ].map((path): Harm => [`${path} added`, path, ({ whole }) => but(whole, path, 'x')]),
  ...[
    'data/extra.txt',
    'data/events/ev-extra.json',
    'data/keys/key-9.txt',
    'data/captures/cap-listing/notes.txt',
    'data/files/ev-none/a.png',
    'data/log/entries/99.json',
    'data/log/proofs/99.tlog-proof',
    'data/log/consistency/1.txt',
    'data/log/heads/1.txt',
    'data/log/heads/007.txt',
    'keys/own.pem',
  ]
    .filter((path) => path !== 'data/extra.txt')
    .map((path): Harm => [`${path} added and sealed anew`, path, ({ whole, reseal }) => reseal(but(whole, path, 'x'))]),
  [
    'a manifest of another kind',
    'manifest-md5.txt',
    ({ whole, reseal }) => reseal(but(whole, 'manifest-md5.txt', 'x\n')),
  ],
  [
    'something to be fetched',
    'fetch.txt',
    ({ whole, reseal }) => reseal(but(whole, 'fetch.txt', 'http://x.example/a - data/a\n')),
  ],
  [
    'a manifest that is cut',
    'manifest-sha256.txt',
    ({ whole }) => edited(whole, 'manifest-sha256.txt', (text) => text.slice(0, -40)),
  ],
  [
    'a manifest with a line less',
    'manifest-sha256.txt',
    ({ whole }) => edited(whole, 'manifest-sha256.txt', (text) => text.replace(/^.*\n/, '')),
  ],
  [
    'a manifest with a line twice',
    'manifest-sha256.txt',
    ({ whole }) => edited(whole, 'manifest-sha256.txt', (text) => text.replace(/^(.*\n)/, '$1$1')),
  ],
  [
    'a manifest that names a file outside',
    'manifest-sha256.txt',
    ({ whole }) => edited(whole, 'manifest-sha256.txt', (text) => `${text}${'ab'.repeat(32)}  ../outside\n`),
  ],
  [
    'a manifest in capitals',
    'manifest-sha256.txt',
    ({ whole }) =>
      edited(whole, 'manifest-sha256.txt', (text) => text.replace(/^[0-9a-f]{64}/, (hash) => hash.toUpperCase())),
  ],
  [
    'a manifest with a byte order mark',
    'manifest-sha256.txt',
    ({ whole }) => edited(whole, 'manifest-sha256.txt', (text) => `\xef\xbb\xbf${text}`),
  ],
  [
    'a tag manifest with a line less',
    'tagmanifest-sha256.txt',
    ({ whole }) => edited(whole, 'tagmanifest-sha256.txt', (text) => text.replace(/^.*\n/, '')),
  ],
  [
    'another number of bytes in bag-info',
    'bag-info.txt',
    ({ whole }) => edited(whole, 'bag-info.txt', (text) => text.replace(/Oxum: \d/, 'Oxum: 9')),
  ],
  [
    'another bundle id in bag-info',
    'bag-info.txt',
    ({ whole }) => edited(whole, 'bag-info.txt', (text) => text.replace('bundle-1', 'bundle-2')),
  ],
  ['another BagIt', 'bagit.txt', ({ whole }) => edited(whole, 'bagit.txt', (text) => text.replace('1.0', '0.97'))],
  [
    'two captures swapped',
    record('cap-listing'),
    ({ whole, reseal }) => reseal(swapped(whole, record('cap-listing'), record('cap-seller'))),
  ],
  [
    'two packages swapped',
    wacz('cap-listing'),
    ({ whole, reseal }) => reseal(swapped(whole, wacz('cap-listing'), wacz('cap-seller'))),
  ],
  [
    'two stamps swapped',
    `${record('cap-listing')}.tsr`,
    ({ whole, reseal }) => reseal(swapped(whole, `${record('cap-listing')}.tsr`, `${record('cap-seller')}.tsr`)),
  ],
  [
    'two leaves swapped',
    'data/log/entries/2.json',
    ({ whole, reseal }) => reseal(swapped(whole, 'data/log/entries/2.json', 'data/log/entries/3.json')),
  ],
  [
    'two proofs swapped',
    'data/log/proofs/2.tlog-proof',
    ({ whole, reseal }) => reseal(swapped(whole, 'data/log/proofs/2.tlog-proof', 'data/log/proofs/3.tlog-proof')),
  ],
  [
    'the parts of a capture of another bundle',
    record('cap-listing'),
    async ({ whole, make, reseal }) => {
      const other = await make({
        small: true,
        changeCapture: {
          id: 'cap-listing',
          change: { files: (files) => files.set('logs/capture.jsonl', Buffer.from('{}\n')) },
        },
      })
      const taken = [record('cap-listing'), wacz('cap-listing'), `${record('cap-listing')}.tsr`]
      return reseal(new Map([...whole, ...taken.map((path) => [path, other.get(path)!] as const)]))
    },
  ],
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
  [
    'a link in place of a file',
    'data/report.pdf',
    ({ whole }) => ({
      bundle: but(whole, 'data/real.pdf', whole.get('data/report.pdf')!),
      after: (folder) => {
        unlinkSync(join(folder, 'data/report.pdf'))
        symlinkSync('real.pdf', join(folder, 'data/report.pdf'))
      },
    }),
  ],
  [
    'a link out of the folder',
    'data/passwd',
    ({ whole }) => ({ bundle: whole, after: (folder) => symlinkSync('/etc/passwd', join(folder, 'data/passwd')) }),
  ],
  [
    'a link in place of a folder',
    'data/files',
    ({ whole }) => ({
      bundle: whole,
      after: (folder) => {
        renameSync(join(folder, 'data/files'), join(folder, 'away'))
        symlinkSync('../away', join(folder, 'data/files'))
      },
    }),
  ],
  [
    'a hard link that is listed nowhere',
    'data/second.pdf',
    ({ whole }) => ({
      bundle: whole,
      after: (folder) => linkSync(join(folder, 'data/report.pdf'), join(folder, 'data/second.pdf')),
    }),
  ],
  [
    'a pipe',
    'data/pipe',
    ({ whole }) => ({ bundle: whole, after: (folder) => void execFileSync('mkfifo', [join(folder, 'data/pipe')]) }),
  ],
  ['a hidden file', 'data/.hidden', ({ whole }) => but(whole, 'data/.hidden', 'x')],
  ['a name with a space', 'data/a b.txt', ({ whole }) => but(whole, 'data/a b.txt', 'x')],
  [
    'a name that is composed otherwise',
    'data/re\u0301sume.txt',
    ({ whole }) => but(whole, 'data/re\u0301sume.txt', 'x'),
  ],
  [
    'a name that differs only in case',
    'data/Report.pdf',
    ({ whole, reseal }) => reseal(but(whole, 'data/Report.pdf', whole.get('data/report.pdf')!)),
  ],
  [
    'a folder in place of a file',
    'data/report.pdf',
    ({ whole }) => ({
      bundle: but(whole, 'data/report.pdf', null),
      after: (folder) => mkdirSync(join(folder, 'data/report.pdf')),
    }),
  ],
]

/** The token of a TimeStampResp: what stands behind its status. */
function tokenOf(response: Buffer): Buffer {
  const body = response.subarray(response[1] === 0x82 ? 4 : 2)
  return body.subarray(2 + (body[1] ?? 0))
}
