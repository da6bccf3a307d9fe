import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, renameSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundle } from '../made-bundle.ts'
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
