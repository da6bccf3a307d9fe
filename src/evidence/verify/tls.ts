import { X509Certificate } from 'node:crypto'
import { fromPem } from '../pem.ts'

/**
 * Why a chain does not hold for a host at a time; null when it does. As `openssl verify -partial_chain` with the last
 * certificate trusted: whether that one deserves it is not for us to say, and the record says where it comes from.
 * @param at milliseconds since 1970
 */
export function chainFault(pem: string, host: string, at: number): string | null {
  const certificates = fromPem(pem, 'CERTIFICATE').map(certificateOf)
  const [leaf] = certificates
  const anchor = certificates.at(-1)
  if (!leaf || !anchor) return 'no certificate'
  const isAddress = /^[\d.]+$|:/.test(host)
  const isFor = isAddress ? leaf.checkIP(host) : leaf.checkHost(host)
  if (isFor === undefined) return `its certificate is not for ${host}`
  let current = leaf
  const used = new Set([leaf])
  while (true) {
    const ended = validityFault(current, at)
    if (ended !== null) return ended
    if (current === anchor || current.raw.equals(anchor.raw)) return null
    const issuer = certificates.find(
      (each) => !used.has(each) && current.checkIssued(each) && current.verify(each.publicKey),
    )
    if (!issuer) return `no certificate in it issued ${nameOf(current)}`
    if (!issuer.ca) return `${nameOf(issuer)} may not issue certificates`
    used.add(issuer)
    current = issuer
  }
}

function certificateOf(der: Buffer): X509Certificate {
  return new X509Certificate(der)
}

const nameOf = ({ subject }: X509Certificate): string => subject.split('\n').at(-1) ?? subject

function validityFault(certificate: X509Certificate, at: number): string | null {
  const isValid = at >= Date.parse(certificate.validFrom) && at <= Date.parse(certificate.validTo)
  return isValid
    ? null
    : `${nameOf(certificate)} is valid from ${certificate.validFrom} to ${certificate.validTo}, which does not hold the time of the capture`
}
