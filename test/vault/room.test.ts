import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DependencyDown } from '../../src/model/dependency-down.ts'
import { openBlobs } from '../../src/vault/blobs.ts'
import { openVault } from '../../src/vault/open-vault.ts'
import { openRoom } from '../../src/vault/room.ts'

/** A disk of its own, as small as it gets; only root may mount one. */
const canMount = process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0

async function aSmallDisk(mebibytes: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'morgiana-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder])
  onTestFinished(async () => {
    execFileSync('umount', [folder])
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

const aPicture = (): Promise<Buffer> =>
  sharp({
    create: {
      width: 600,
      height: 400,
      channels: 3,
      background: '#204080',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer()

async function fill(folder: string): Promise<string> {
  const ballast = join(folder, 'ballast')
  const { bavail, bsize } = await statfs(folder)
  await writeFile(ballast, Buffer.alloc(bavail * bsize))
  return ballast
}

describe.skipIf(!canMount)('a vault whose disk is full (skipped: needs root, to mount a small disk)', () => {
  it('says so, keeps nothing half, and takes pictures again when there is room', async () => {
    const folder = await aSmallDisk(8)
    const vault = await openVault(folder)
    await vault.ready()
    const ballast = await fill(folder)
    await expect(vault.ready()).rejects.toThrow(/^the vault in .* cannot be written: its disk is full/)
    await expect(vault.savePicture(await aPicture())).rejects.toBeInstanceOf(DependencyDown)
    await rm(ballast)
    await vault.ready()
    expect(await vault.savePicture(await aPicture())).toMatchObject({ kind: 'saved' })
  })

  it('keeps no evidence half, and takes it again when there is room', async () => {
    const folder = await aSmallDisk(8)
    const blobs = await openBlobs(folder)
    await blobs.ready()
    const ballast = await fill(folder)
    const evidence = Buffer.alloc(200_000, 'e')
    await expect(blobs.ready()).rejects.toThrow(/its disk is full/)
    await expect(blobs.save(evidence)).rejects.toBeInstanceOf(DependencyDown)
    expect(await readdir(join(folder, 'incoming'))).toEqual([])
    await rm(ballast)
    await blobs.ready()
    expect(await blobs.load(await blobs.save(evidence))).toEqual(evidence)
  })
})

describe('a folder that has refused a write', () => {
  it('is asked by a write of our own before it is trusted again', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'morgiana-refuses-'))
    onTestFinished(() => rm(parent, { recursive: true, force: true }))
    // A disk that can be asked and takes nothing: a file where the folder should be.
    const folder = join(parent, 'vault')
    await writeFile(folder, '')
    const room = openRoom(folder)
    await room.ready()
    await expect(room.written(() => writeFile(join(folder, 'one'), ''))).rejects.toThrow('ENOTDIR')
    await room.ready()
    const refused = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    await expect(room.written(() => Promise.reject(refused))).rejects.toBeInstanceOf(DependencyDown)
    await expect(room.ready()).rejects.toThrow(/cannot be written: ENOTDIR/)
    await rm(folder)
    await mkdir(folder)
    await room.ready()
    expect(await readdir(folder)).toEqual([])
  })
})
