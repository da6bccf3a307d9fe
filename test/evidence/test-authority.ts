import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether this machine can run a time-stamp authority. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

export type TestAuthority = {
  /** Key and chain of a server, leaf first, for names and addresses as openssl writes them: `IP:127.0.0.1,DNS:a.test`. */
  server(names: string): { key: string; cert: string }
  /** PEM of its root. */
  root: string
  /** A TimeStampResp, whole, for a TimeStampReq. */
  answer(request: Uint8Array): Buffer
  close(): void
}

const config = `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = morgiana TEST time-stamp authority
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = CA:FALSE
extendedKeyUsage = critical,timeStamping
[tsa_config]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = chain.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
ess_cert_id_chain = no
accuracy = secs:1
ordering = yes
`

const ecKey = ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const

/** A root, an authority between, and a time-stamp certificate, made by openssl; its answers are `openssl ts -reply`. One that has `ended` was never valid. */
export function testAuthority(name = '', certificate: 'valid' | 'ended' = 'valid'): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'tsa-'))
  const run = (...args: string[]): Buffer =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  writeFileSync(join(folder, 'cnf'), config)
  writeFileSync(join(folder, 'serial'), '01\n')
  const newKey = (of: string) => run(...ecKey, '-out', `${of}.key`)
  for (const each of ['root', 'mid', 'tsa']) newKey(each)
  const subject = (of: string): string[] => ['-subj', `/CN=morgiana TEST ${of}`]
  run(
    'req',
    '-x509',
    '-new',
    '-config',
    'cnf',
    '-key',
    'root.key',
    '-days',
    '3650',
    '-extensions',
    'ca',
    ...subject('root'),
    '-out',
    'root.pem',
  )
  const issue = (of: string, by: string, extensions: string, called = of, days = '3650'): void => {
    run('req', '-new', '-config', 'cnf', '-key', `${of}.key`, ...subject(called), '-out', `${of}.csr`)
    run(
      'x509',
      '-req',
      '-in',
      `${of}.csr`,
      '-CA',
      `${by}.pem`,
      '-CAkey',
      `${by}.key`,
      '-CAcreateserial',
      '-days',
      days,
      '-extfile',
      'cnf',
      '-extensions',
      extensions,
      '-out',
      `${of}.pem`,
    )
  }
  issue('mid', 'root', 'ca')
  issue('tsa', 'mid', 'tsa', `tsa ${name}`.trim(), certificate === 'ended' ? '-1' : '3650')
  const serverOf = (names: string): { key: string; cert: string } => {
    appendFileSync(join(folder, 'cnf'), `[server]\nbasicConstraints = CA:FALSE\nsubjectAltName = ${names}\n`)
    newKey('server')
    issue('server', 'mid', 'server')
    return { key: read('server.key'), cert: `${read('server.pem')}${read('mid.pem')}` }
  }
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  writeFileSync(join(folder, 'chain.pem'), read('mid.pem'))
  let count = 0
  return {
    root: read('root.pem'),
    server: serverOf,
    answer: (request) => {
      const name = `request-${count++}`
      writeFileSync(join(folder, name), request)
      run('ts', '-reply', '-config', 'cnf', '-section', 'tsa_config', '-queryfile', name, '-out', `${name}.tsr`)
      return readFileSync(join(folder, `${name}.tsr`))
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
