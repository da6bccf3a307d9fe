import { bagDeclaration, bagInfoFields, readmeHeadings, sealFiles } from '../bundle/description.ts'
import { nameFault } from '../names.ts'
import { type BundleFiles, largeBytesMax, readFile } from './bundle-files.ts'
import type { Findings } from './findings.ts'

const needed = [
  ...['README.txt', 'verify.sh', 'keys/log.pem', 'keys/log.vkey', 'keys/tsa-ca.pem'],
  ...['data/report.pdf', 'data/certificate-draft.txt', 'data/bundle.json'],
]

/** BagIt 1.0 (RFC 8493): every file in exactly one manifest, with its hash. @returns the fields of bag-info.txt */
export async function checkBag(files: BundleFiles, findings: Findings): Promise<ReadonlyMap<string, string>> {
  const declaration = (await readFile(files, 'bagit.txt', findings))?.toString('utf8').replaceAll('\r\n', '\n')
  if (declaration !== undefined && declaration !== bagDeclaration) {
    findings.fault('bagit.txt', 'bag', 'is not BagIt 1.0, UTF-8')
  }
  for (const path of files.keys()) {
    if (/^(?:(?:tag)?manifest-(?!sha256\.txt).*|fetch\.txt)$/.test(path)) {
      findings.fault(path, 'bag', 'only SHA-256 manifests and no fetch.txt')
    }
    if (path.startsWith('seal/') && !sealFiles.some((each) => each === path)) {
      findings.fault(path, 'bag', 'does not belong into seal/')
    }
  }
  for (const path of needed) if (!files.has(path)) findings.fault(path, 'missing', 'is missing')
  const paths = [...files.keys()]
  const payload = paths.filter((path) => path.startsWith('data/'))
  const tags = paths.filter((path) => !/^(data|seal)\//.test(path) && path !== 'tagmanifest-sha256.txt')
  await checkManifest(files, 'manifest-sha256.txt', payload, findings)
  await checkManifest(files, 'tagmanifest-sha256.txt', tags, findings)
  await checkReadable(files, findings)
  return checkInfo(files, payload, findings)
}

async function checkManifest(
  files: BundleFiles,
  name: string,
  have: readonly string[],
  findings: Findings,
): Promise<void> {
  const wanted = await readManifest(files, name, findings)
  const held = new Set(have)
  for (const path of have) if (!wanted.has(path)) findings.fault(path, 'bag', `is not in ${name}`)
  for (const path of wanted.keys()) {
    if (held.has(path)) continue
    findings.fault(
      path,
      'bag',
      files.has(path) ? `does not belong into ${name}` : `is in ${name} but not in the bundle`,
    )
  }
  for (const path of have) {
    const want = wanted.get(path)
    if (want === undefined) continue
    findings.checked.files++
    const found = await findings.guard(path, () => files.get(path)?.sha256())
    if (found !== undefined && found !== want) findings.fault(path, 'hash', `SHA-256 is ${found}, ${name} says ${want}`)
  }
}

async function readManifest(files: BundleFiles, name: string, findings: Findings): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  const text = (await readFile(files, name, findings))?.toString('utf8')
  if (text === undefined) return hashes
  if (!text.endsWith('\n')) findings.fault(name, 'bag', 'last line has no end')
  for (const [at, line] of text.split('\n').slice(0, -1).entries()) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}?\*?(\S+)$/.exec(line) ?? []
    if (!sha256 || !path) {
      findings.fault(name, 'bag', `line ${at + 1} is not "<sha256>  <path>"`)
      continue
    }
    if (hashes.has(path)) findings.fault(name, 'bag', `line ${at + 1}: ${path} stands twice`)
    const why = nameFault(path)
    if (why === null) hashes.set(path, sha256)
    else findings.fault(name, 'name', `line ${at + 1}: ${path}: ${why}`)
  }
  return hashes
}

async function checkInfo(files: BundleFiles, payload: readonly string[], findings: Findings) {
  const text = (await readFile(files, 'bag-info.txt', findings))?.toString('utf8') ?? ''
  const fields = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, value] = /^([A-Za-z-]+):(.*)$/.exec(line) ?? []
      return name && value?.trim() ? [[name, value.trim()] as const] : []
    }),
  )
  for (const name of bagInfoFields) if (!fields.has(name)) findings.fault('bag-info.txt', 'bag', `${name} is missing`)
  const bytes = payload.reduce((sum, path) => sum + (files.get(path)?.bytes ?? 0), 0)
  const oxum = `${bytes}.${payload.length}`
  const said = fields.get('Payload-Oxum')
  if (said !== undefined && said !== oxum) findings.fault('bag-info.txt', 'bag', `Payload-Oxum ${said}, found ${oxum}`)
  return fields
}

async function checkReadable(files: BundleFiles, findings: Findings): Promise<void> {
  if (files.has('README.txt')) {
    const readme = (await readFile(files, 'README.txt', findings))?.toString('utf8') ?? ''
    for (const heading of readmeHeadings) {
      if (!readme.includes(heading)) findings.fault('README.txt', 'field', `has no heading "${heading}"`)
    }
  }
  if (!files.has('data/report.pdf')) return
  const pdf = (await readFile(files, 'data/report.pdf', findings, largeBytesMax)) ?? Buffer.alloc(0)
  const isWhole =
    pdf.length >= 500 && pdf.subarray(0, 5).toString('latin1') === '%PDF-' && pdf.subarray(-1024).includes('%%EOF')
  if (!isWhole) findings.fault('data/report.pdf', 'field', 'is not a whole PDF')
}
