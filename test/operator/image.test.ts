import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { dataFolder, root, runProgram } from '../pipeline/program.ts'

const run = promisify(execFile)
const engine = (...args: string[]) => run('podman', ['--runtime', 'runc', ...args], { maxBuffer: 1e8 })

const images = { web: 'localhost/morgiana:test', worker: 'localhost/morgiana:test-chromium' } as const
const areBuilt = await Promise.all(Object.values(images).map((image) => engine('image', 'exists', image))).then(
  () => true,
  () => false,
)
if (!areBuilt) process.stderr.write('no images: scripts/image/build.sh builds them, as root, with podman\n')

type Service = {
  image: string
  read_only: boolean
  tmpfs: string[]
  cap_drop: string[]
  security_opt: string[]
}

/** The flags that say what compose.yaml says of a service. The host's network, and its own limits, are for the test. */
function flagsOf(service: Service, volume: string): string[] {
  return [
    ...['--network', 'host', '--no-healthcheck', '--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=4096:4096'],
    ...(service.read_only ? ['--read-only', '--read-only-tmpfs=false'] : []),
    ...service.tmpfs.flatMap((each) => ['--tmpfs', each]),
    ...service.cap_drop.flatMap((each) => ['--cap-drop', each]),
    ...service.security_opt.flatMap((each) => ['--security-opt', each.replace('seccomp=./', `seccomp=${root}`)]),
    ...['--volume', `${volume}:/data`, '--env', 'MORGIANA_HOST=127.0.0.1', '--env', 'MORGIANA_PORT=0'],
  ]
}

type Scan = {
  counts: Record<string, number>
  coverage: { state: string; keyword: string; territory: string; page: number; listings: number }[]
  hits: { listing: { id: string }; score: number }[]
}

const demo = 'config/watchlists/demo.yaml'
const pagesOf = ({ coverage }: Scan) =>
  coverage.map((row) => `${row.keyword} ${row.territory} ${row.page}: ${row.state} ${row.listings}`).sort()
const hitsOf = ({ hits }: Scan) => hits.map(({ listing, score }) => `${listing.id} ${score}`).sort()

describe.skipIf(!areBuilt)('an image, run as compose.yaml says', () => {
  // A volume for each run: what an earlier one knows of shops would make another score, rightly.
  const volumes: string[] = []
  const newVolume = () => {
    const volume = `morgiana-test-${randomBytes(4).toString('hex')}`
    volumes.push(volume)
    return volume
  }
  let services: Record<string, Service>
  let outside: Scan

  beforeAll(async () => {
    services = parse(await readFile(join(root, 'compose.yaml'), 'utf8'), { merge: true }).services
    const data = await dataFolder()
    const { out } = await runProgram(['scan', '--json', demo], { MORGIANA_DATA: data.path })
    outside = JSON.parse(out)
    await data.remove()
  }, 240_000)
  afterAll(() => engine('volume', 'rm', '--force', ...volumes))

  it('is its own target of the Dockerfile for the page and for the workers', () => {
    expect(services['web']).toMatchObject({ image: 'morgiana', build: { target: 'morgiana' } })
    for (const name of ['worker-1', 'worker-2'])
      expect(services[name]).toMatchObject({ image: 'morgiana-chromium', build: { target: 'morgiana-chromium' } })
  })

  it.each([
    ['without a browser', 'web', 'worker-1', images.web, []],
    ['in Chromium', 'worker-1', 'worker-1', images.worker, ['--env', 'MORGIANA_BROWSER=bazaar']],
  ] as const)(
    'covers the whole demo %s, and finds what is found outside',
    async (_, service, __, image, env) => {
      const started = await engine(
        ...['run', '--rm', ...flagsOf(services[service]!, newVolume()), ...env, image],
        ...['scan', '--json', `dist/${demo}`],
      )
      const inside: Scan = JSON.parse(started.stdout)
      expect(pagesOf(inside)).toEqual(pagesOf(outside))
      expect(inside.counts).toMatchObject({ notCovered: 0, visitsMissed: 0, unscored: 0 })
      expect(hitsOf(inside)).toEqual(hitsOf(outside))
      expect(inside.hits.length).toBeGreaterThan(20)
    },
    300_000,
  )

  it('has letters for the scripts of every marketplace, so that a screenshot shows what a buyer sees', async () => {
    const languages = ['zh', 'ja', 'ko', 'th', 'ar', 'fa', 'he', 'hi', 'ru', 'el', 'vi']
    const looks = `for each in ${languages.join(' ')}; do [ -n "$(fc-list :lang=$each)" ] && echo $each; done`
    const flags = [...flagsOf(services['worker-1']!, newVolume()), '--entrypoint', 'sh']
    const { stdout } = await engine('run', '--rm', ...flags, images.worker, '-c', looks)
    expect(stdout.trim().split('\n')).toEqual(languages)
  }, 120_000)
})
