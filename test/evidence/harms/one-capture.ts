import type { CaptureRecord } from '../../../src/evidence/capture/record.ts'
import type { CaptureChange } from '../made-capture.ts'
import type { Harm } from './ground.ts'

export const json = 'data/captures/cap-listing/capture.json'
export const wacz = 'data/captures/cap-listing/capture.wacz'
export const warc = `${wacz}!archive/data.warc.gz`

export const inside = (name: string, file: string, change: CaptureChange): Harm => [
  name,
  file,
  ({ make }) => make({ small: true, changeCapture: { id: 'cap-listing', change } }),
]
export const ofRecord = (name: string, change: (record: CaptureRecord) => void, file = json): Harm =>
  inside(name, file, { record: change })
export const ofFiles = (name: string, path: string, change: (bytes: Buffer) => Buffer | string | null): Harm =>
  inside(name, `${wacz}!${path}`, {
    files: (files) => {
      const after = change(Buffer.from(files.get(path) ?? []))
      if (after === null) files.delete(path)
      else files.set(path, Buffer.from(after))
    },
  })
export const text = (name: string, path: string, change: (text: string) => string): Harm =>
  ofFiles(name, path, (bytes) => {
    const after = change(bytes.toString())
    if (after === bytes.toString()) throw new Error(`${name} changes nothing`)
    return after
  })
