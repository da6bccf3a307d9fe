import { crc32, deflateRawSync } from 'node:zlib'

/** A zip as no tool would write it: what a hand that hides something may do. */
export type RawEntry = {
  name: string
  data: Buffer
  deflate?: boolean
  flags?: number
  /** POSIX mode with the type of file. */
  mode?: number
  /** What the local header says, where that is another name. */
  localName?: string
  method?: number
  crc?: number
  size?: number
  before?: Buffer
}
export type RawZip = { entries: RawEntry[]; prefix?: Buffer; gap?: Buffer; comment?: Buffer; trailing?: Buffer }

export function rawZip({ entries, prefix, gap, comment, trailing }: RawZip): Buffer {
  const parts: Buffer[] = prefix ? [prefix] : []
  const central: Buffer[] = []
  let at = prefix?.length ?? 0
  for (const entry of entries) {
    if (entry.before) {
      parts.push(entry.before)
      at += entry.before.length
    }
    const packed = entry.deflate ? deflateRawSync(entry.data) : entry.data
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(entry.flags ?? 0, 2)
    common.writeUInt16LE(entry.method ?? (entry.deflate ? 8 : 0), 4)
    common.writeUInt32LE(0x5b5d_0000, 6)
    common.writeUInt32LE(entry.crc ?? crc32(entry.data), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(entry.size ?? entry.data.length, 18)
    const local = Buffer.from(entry.localName ?? entry.name)
    const name = Buffer.from(entry.name)
    const localCommon = Buffer.from(common)
    localCommon.writeUInt16LE(local.length, 22)
    parts.push(Buffer.from('504b0304', 'hex'), localCommon, local, packed)
    common.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6)
    tail.writeUInt32LE(at, 10)
    central.push(Buffer.from('504b01021403', 'hex'), common, tail, name)
    at += 30 + local.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at + (gap?.length ?? 0), 16)
  end.writeUInt16LE(comment?.length ?? 0, 20)
  const rest = [gap, directory, end, comment, trailing].filter((each) => each !== undefined)
  return Buffer.concat([...parts, ...rest])
}
