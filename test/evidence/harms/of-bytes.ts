import type { Bundle } from '../made-bundle.ts'
import { but, type Harm } from './ground.ts'

const flipped = (bytes: Buffer, at: number): Buffer => {
  const harmed = Buffer.from(bytes)
  harmed[at] = (harmed[at] ?? 0) ^ 1
  return harmed
}

/** What may happen to the bytes of any file. */
const changes: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
  ['whose first byte is another', (bytes) => flipped(bytes, 0)],
  ['whose middle byte is another', (bytes) => flipped(bytes, Math.floor(bytes.length / 2))],
  ['whose last byte is another', (bytes) => flipped(bytes, bytes.length - 1)],
  ['that ends a byte early', (bytes) => bytes.subarray(0, -1)],
  ['of half its length', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['that is empty', () => Buffer.alloc(0)],
  ['with a line more', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])],
  ['with a byte order mark', (bytes) => Buffer.concat([Buffer.from('efbbbf', 'hex'), bytes])],
  [
    'with other ends of lines',
    (bytes) =>
      bytes.includes(10)
        ? Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
        : Buffer.concat([bytes, Buffer.from('\r\n')]),
  ],
]

/** One file of each folder and ending: the others of it are held by the same rules. */
const ofEachKind = (bundle: Bundle): string[] => [
  ...new Map([...bundle.keys()].map((path) => [path.replace(/(cap-|\b\d+|ev-)[^/]*?(?=[./]|$)/, '*'), path])).values(),
]

/** Every change of every kind of file. */
export const byteHarms = (bundle: Bundle): Harm[] =>
  ofEachKind(bundle).flatMap((path) => [
    ...changes.map(
      ([name, change]): Harm => [`${path} ${name}`, path, ({ whole }) => but(whole, path, change(whole.get(path)!))],
    ),
    [`${path} taken away`, path, ({ whole }) => but(whole, path, null)],
    [`${path} under another name`, path, ({ whole }) => but(but(whole, `${path}.old`, whole.get(path)!), path, null)],
    [`${path} twice`, `${path}.copy`, ({ whole }) => but(whole, `${path}.copy`, whole.get(path)!)],
  ])

/** What the log, the records and the files of events hold without any manifest, so that making the manifests anew does not help. */
const held = /^data\/(captures|events|files|keys|log)\//

export const resealedByteHarms = (bundle: Bundle): Harm[] =>
  ofEachKind(bundle)
    .filter((path) => held.test(path))
    .flatMap((path) => [
      ...changes.map(
        ([name, change]): Harm => [
          `${path} ${name}, sealed anew`,
          path,
          ({ whole, reseal }) => reseal(but(whole, path, change(whole.get(path)!))),
        ],
      ),
      [`${path} taken away, sealed anew`, path, ({ whole, reseal }) => reseal(but(whole, path, null))],
    ])
