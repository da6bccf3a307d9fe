import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { sha256Bytes } from '../hash.ts'
import { Malformed } from '../malformed.ts'
import { positive } from './request.ts'

/** What a stamp says. `genTime` in milliseconds since 1970; `tsa`: the name of the certificate that signed it. */
export type StampRead = { genTime: number; imprint: Buffer; nonce: Buffer | null; tsa: string }
export type StampChecked = StampRead & { fault: string | null }

const oid = {
  sha256: '2.16.840.1.101.3.4.2.1',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  extendedKeyUsage: '2.5.29.37',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  commonName: '2.5.4.3',
}

type Opened = StampRead & { signed: pkijs.SignedData; signer: pkijs.Certificate | null }

/** What a TimeStampResp says, unverified. @throws Malformed when it is no granted one, whole */
export const readStamp = (response: Uint8Array): StampRead => {
  const { genTime, imprint, nonce, tsa } = opened(response)
  return { genTime, imprint, nonce, tsa }
}

/**
 * Whether a stamp holds for these bytes under these roots, at its own time: a certificate that has ended since takes
 * nothing from it.
 * @param roots DER; without any it cannot be checked, which is a fault
 * @throws Malformed when it is no granted TimeStampResp
 */
export async function checkStamp(
  response: Uint8Array,
  data: Uint8Array,
  roots: readonly Uint8Array[],
  nonce: Uint8Array | null = null,
): Promise<StampChecked> {
  const { signed, signer, ...read } = opened(response)
  return { ...read, fault: await faultOf({ signed, signer, ...read }, data, roots, nonce) }
}

async function faultOf(
  { signed, signer, ...read }: Opened,
  data: Uint8Array,
  roots: readonly Uint8Array[],
  nonce: Uint8Array | null,
): Promise<string | null> {
  if (!read.imprint.equals(sha256Bytes(data))) return 'is the stamp of other data'
  if (nonce && !read.nonce?.equals(positive(nonce))) return 'its nonce is not the one that was sent'
  if (roots.length === 0) return 'no TSA root to check it with'
  if (!signer) return 'the certificate that signed it is not in it'
  const usage = usageFault(signer) ?? (await essFault(signed, signer))
  if (usage !== null) return usage
  try {
    const verified = await signed.verify({
      signer: 0,
      data: arrayBuffer(data),
      trustedCerts: roots.map(certificateOf),
      checkDate: new Date(read.genTime),
      checkChain: true,
      extendedMode: true,
    })
    return verified.signatureVerified ? null : `its signature does not hold: ${verified.message}`
  } catch (error) {
    return `its signature does not hold: ${messageOf(error)}`
  }
}

/** pkijs throws plain objects with a message. */
function messageOf(error: unknown): string {
  const said = typeof error === 'object' && error && 'message' in error ? String(error.message) : String(error)
  return said.slice(0, 200) || 'no reason is given'
}

const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer

function certificateOf(der: Uint8Array): pkijs.Certificate {
  try {
    return pkijs.Certificate.fromBER(arrayBuffer(der))
  } catch (error) {
    throw new Malformed(`not a certificate: ${messageOf(error)}`)
  }
}

/** RFC 3161 §2.3: for time stamps alone, and said to be critical. */
function usageFault(signer: pkijs.Certificate): string | null {
  const usage = signer.extensions?.find(({ extnID }) => extnID === oid.extendedKeyUsage)
  const parsed: unknown = usage?.parsedValue
  const purposes = parsed instanceof pkijs.ExtKeyUsage ? parsed.keyPurposes : []
  return usage?.critical && purposes.length === 1 && purposes[0] === oid.timeStamping
    ? null
    : 'its certificate is not for time stamps alone (extended key usage timeStamping, critical)'
}

/** RFC 5816: the signature covers which certificate made it. */
async function essFault(signed: pkijs.SignedData, signer: pkijs.Certificate): Promise<string | null> {
  const der = Buffer.from(signer.toSchema().toBER(false))
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? []
  const named = attributes.filter(({ type }) => type === oid.signingCertificateV2 || type === oid.signingCertificate)
  if (named.length === 0) return 'it does not say which certificate signed it (ESSCertIDv2)'
  const digests = await Promise.all(
    ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'].map(async (name) => Buffer.from(await crypto.subtle.digest(name, der))),
  )
  const hashes = named.flatMap(({ values }) => values.flatMap((value) => octetStrings(value)))
  return hashes.some((hash) => digests.some((digest) => digest.equals(hash)))
    ? null
    : 'it names another certificate than the one that signed it (ESSCertIDv2)'
}

function octetStrings(value: asn1js.AsnType): Buffer[] {
  if (value instanceof asn1js.OctetString) return [Buffer.from(value.valueBlock.valueHexView)]
  const inner = 'valueBlock' in value && value.valueBlock instanceof Object && 'value' in value.valueBlock
  const children: unknown = inner ? (value.valueBlock as { value: unknown }).value : []
  return Array.isArray(children) ? children.flatMap((each: asn1js.AsnType) => octetStrings(each)) : []
}

function opened(response: Uint8Array): Opened {
  try {
    return open(response)
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed(`not a whole TimeStampResp: ${messageOf(error)}`)
  }
}

function open(response: Uint8Array): Opened {
  const parsed = asn1js.fromBER(arrayBuffer(response))
  if (parsed.offset !== response.length) throw new Malformed('not a whole TimeStampResp')
  const { status, timeStampToken } = new pkijs.TimeStampResp({ schema: parsed.result })
  if (status.status > 1) throw new Malformed('status is not granted')
  if (!timeStampToken) throw new Malformed('no token: keep the whole TimeStampResp')
  const signed = new pkijs.SignedData({ schema: timeStampToken.content })
  const { eContentType, eContent } = signed.encapContentInfo
  if (eContentType !== oid.tstInfo || !eContent) throw new Malformed('no TSTInfo')
  const info = new pkijs.TSTInfo({ schema: asn1js.fromBER(eContent.getValue()).result })
  const { hashAlgorithm, hashedMessage } = info.messageImprint
  if (hashAlgorithm.algorithmId !== oid.sha256) throw new Malformed('imprint is not SHA-256')
  const signer = signerOf(signed)
  return {
    genTime: info.genTime.getTime(),
    imprint: Buffer.from(hashedMessage.valueBlock.valueHexView),
    nonce: info.nonce ? Buffer.from(info.nonce.valueBlock.valueHexView) : null,
    tsa: signer ? nameOf(signer) : 'unknown',
    signed,
    signer,
  }
}

/** The certificate that the signer's serial number names. */
function signerOf(signed: pkijs.SignedData): pkijs.Certificate | null {
  const sid: unknown = signed.signerInfos[0]?.sid
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return null
  const certificates = (signed.certificates ?? []).filter((each) => each instanceof pkijs.Certificate)
  return (
    certificates.find((each) => each.serialNumber.isEqual(sid.serialNumber) && each.issuer.isEqual(sid.issuer)) ?? null
  )
}

const nameOf = ({ subject }: pkijs.Certificate): string => {
  const common = subject.typesAndValues.find(({ type }) => type === oid.commonName)
  return String(common?.value.valueBlock.value ?? 'unnamed')
}
