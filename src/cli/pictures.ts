import { basename } from 'node:path'
import { openCommand } from '../app/ground.ts'
import { openVaultOf, recognisable } from '../app/vault.ts'
import { factsOfPictures } from '../match/picture.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { PictureKind } from '../model/known-picture.ts'
import type { PictureHashes } from '../model/picture-hash.ts'
import type { ReferencePicture } from '../store/pictures/picture-store.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../vault/vault.ts'
import { readPictureFile } from './picture-file.ts'
import { type PicturesCommand, readPicturesCommand } from './pictures-command.ts'
import { CommandError, exitCode, type Io, type Verb } from './verb.ts'

export const pictures: Verb = {
  name: 'pictures',
  summary: 'official photos and known fakes that listings are compared with; listings with the same picture',
  usage:
    'pictures add --watch ID --kind official|fake FILE… | list [--watch ID] | remove ID… | alike MARKETPLACE LISTING; all with [--json]',
  example: 'morgiana pictures add --watch skarvane --kind fake samples/fake.jpeg',
  async run(args, io, settings) {
    const command = readPicturesCommand(pictures, args)
    const ground = await openCommand(settings)
    try {
      await runPicturesCommand(command, { store: ground.store, vault: await openVaultOf(settings) }, io, new Date())
      return exitCode.fine
    } finally {
      await ground.close()
    }
  },
}

type Edges = { store: Store; vault: Vault }

/** @throws CommandError with everything that is wrong; what could be done before it is done, and said */
export async function runPicturesCommand(command: PicturesCommand, edges: Edges, io: Io, now: Date): Promise<void> {
  switch (command.kind) {
    case 'add':
      return add(command, edges, io, now)
    case 'list':
      return list(command, edges, io)
    case 'remove':
      return remove(command, edges, io, now)
    case 'alike':
      return alike(command, edges, io)
  }
}

async function add(
  { watch, pictureKind, files, json }: Extract<PicturesCommand, { kind: 'add' }>,
  { store, vault }: Edges,
  io: Io,
  now: Date,
): Promise<void> {
  await checkWatch(watch, store)
  const mistakes: string[] = []
  for (const file of files) {
    const read = await readPictureFile(file)
    const why = read.ok ? await recognisable(read.bytes) : read.why
    const saved = read.ok && why === null ? await vault.savePicture(read.bytes) : null
    const hashes = saved?.kind === 'saved' ? saved.hashes : null
    const mistake = hashes ? await officialInstead(watch, pictureKind, hashes, store) : why
    if (saved?.kind !== 'saved' || !hashes || mistake !== null) {
      mistakes.push(`${file}: ${mistake}`)
      continue
    }
    const picture = { watch, kind: pictureKind, name: basename(file), sha256: saved.sha256 }
    const { id, added } = await store.references.add({ ...picture, hashes, now })
    if (added) await store.audit.append({ who: 'command line', action: 'picture.add', what: { id, ...picture }, now })
    if (json) io.out(JSON.stringify({ id, ...picture, added }))
    else io.out(`${id}  ${picture.name}${added ? '' : ' (was known)'}`)
  }
  if (mistakes.length > 0) throw new CommandError(mistakes.join('\n'), exitCode.configuration)
}

/** From this similarity on it is the same picture. */
const sameSimilarity = 0.95

/** Honest shops show the brand's own photos too: as a known fake, one would call them all counterfeit. */
async function officialInstead(
  watch: string,
  kind: PictureKind,
  hashes: PictureHashes,
  store: Store,
): Promise<string | null> {
  if (kind === 'official') return null
  const official = (await store.references.known(watch)).filter((each) => each.kind === 'official')
  const here = { marketplace: '', id: '' }
  const facts = factsOfPictures([here], { hashesOf: () => hashes, known: official }).get(' ')
  return (facts?.officialSimilarity ?? 0) >= sameSimilarity
    ? 'is an official photo of this watch, which honest shops show too: it cannot be a known fake'
    : null
}

async function list(
  { watch, json }: Extract<PicturesCommand, { kind: 'list' }>,
  { store }: Edges,
  io: Io,
): Promise<void> {
  if (watch !== null) await checkWatch(watch, store)
  const known = await store.references.all(watch)
  if (json) return io.out(JSON.stringify(known))
  if (known.length === 0) io.out('no pictures are known: morgiana pictures add --watch ID --kind official|fake FILE…')
  for (const picture of known) io.out(lineOf(picture))
}

const lineOf = ({ id, watch, kind, source, name, addedAt }: ReferencePicture): string =>
  `${id}  ${kind.padEnd(8)}  ${watch}  ${name}  ${source === 'watchlist' ? 'from the watchlist' : `added ${addedAt.toISOString().slice(0, 10)}`}`

async function remove(
  { ids, json }: Extract<PicturesCommand, { kind: 'remove' }>,
  { store }: Edges,
  io: Io,
  now: Date,
): Promise<void> {
  const mistakes: string[] = []
  for (const id of ids) {
    const removed = await store.references.remove(id)
    if (removed.kind === 'removed') {
      const { watch, kind, name, sha256 } = removed.picture
      const what = { id, watch, kind, name, sha256 }
      await store.audit.append({ who: 'command line', action: 'picture.remove', what, now })
      io.out(json ? JSON.stringify({ ...what, removed: true }) : `${id}  ${name} is removed`)
    } else if (removed.kind === 'missing') mistakes.push(`${id}: there is no such picture; "pictures list" shows all`)
    else mistakes.push(`${id}: the watchlist names it: take it out there`)
  }
  if (mistakes.length > 0) throw new CommandError(mistakes.join('\n'))
}

const alikeMax = 200

async function alike(
  { marketplace, listing, json }: Extract<PicturesCommand, { kind: 'alike' }>,
  { store }: Edges,
  io: Io,
): Promise<void> {
  const found = await store.pictures.alike({ marketplace, id: listing }, alikeMax)
  if (json) return io.out(JSON.stringify(found))
  if (found.length === 0) io.out('no other listing is known to show its picture')
  for (const { marketplace: where, id, distance } of found) {
    io.out(`${where}  ${id}  ${distance === 0 ? 'the same' : `${distance} of 256 bits differ`}`)
  }
}

async function checkWatch(id: string, store: Store): Promise<void> {
  const ids = (await store.watches.all()).map(({ watch }) => watch.id)
  if (ids.includes(id)) return
  const known = ids.length > 0 ? `; there are ${ids.join(', ')}` : ': start one with "morgiana up" or "scan" first'
  throw new CommandError(`there is no watch "${id}"${suggestion(id, ids) || known}`)
}
