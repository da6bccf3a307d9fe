import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../../config/settings.ts'
import { marketplaces } from '../marketplaces/registry.ts'
import { hostsOf } from '../model/listing-link.ts'
import type { Marketplace } from '../model/marketplace.ts'
import { signinLink, signinLinkMs, tokenBytes, tokenHash, tokenOf } from '../model/sign-in.ts'
import { StartRefused } from '../model/start-refused.ts'
import { openReview } from '../review/handler.ts'
import { secondLookShare } from '../review/second-look.ts'
import type { Store } from '../store/store.ts'
import type { Role } from '../store/users/user-store.ts'
import type { Log } from '../telemetry/log.ts'
import { openHealth } from '../web/open-health.ts'
import { openWeb, type Web } from '../web/open-web.ts'
import { orderCapture } from './capturing.ts'
import { pageExports } from './exports.ts'
import type { App } from './open-app.ts'
import { pageEvidence } from './page-evidence.ts'
import { nextTimeOf } from './schedule.ts'
import { standardOf } from './weights.ts'

/** What a process says of itself, with a page or without one. */
const selfOf = ({ store, queues, vault, crawler, pulse }: App) => ({
  checks: [
    { name: 'database', check: () => store.ping() },
    { name: 'queues', check: () => queues.ping() },
    { name: 'vault', check: () => vault.ready() },
  ],
  outages: () => ({ now: pulse.outages(), counts: pulse.counts() }),
  crawling: () => crawler.health(),
})

/**
 * Serves on the port of the settings, or on any free one when it is taken and nobody asked for it by name.
 * @throws StartRefused when the operator did
 */
async function onPort<T>({ web }: Settings, open: (port: number) => Promise<T>): Promise<T> {
  try {
    return await open(web.port)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    if (web.portIsFixed) throw new StartRefused(`port ${web.port} is taken: set MORGIANA_PORT to another one`)
    return open(0)
  }
}

/** Says how a process without a page is: /healthz, /readyz, /metrics. @throws StartRefused */
export const openHealthOnly = (app: App, settings: Settings, log: Log): Promise<{ close(): Promise<void> }> =>
  onPort(settings, (port) => openHealth({ ...selfOf(app), log, settings: { ...settings.web, port } }))

/** Serves the page. @throws StartRefused */
export async function openPage(app: App, settings: Settings, version: string, log: Log): Promise<Web> {
  const web = await onPort(settings, (port) => servePage(app, settings, port, version, log))
  // Other commands make links with it: the port may be another than the settings say.
  const file = addressFile(settings)
  await writeFile(file, `${web.url}\n`)
  return {
    url: web.url,
    close: async () => {
      await rm(file, { force: true })
      await web.close()
    },
  }
}

const addressFile = ({ dataFolder }: Settings): string => join(dataFolder, 'page-address')

/** Where the page of this data folder is served now, or null when it is not, or not by a process that says so. */
export const pageServedAt = (settings: Settings): Promise<string | null> =>
  readFile(addressFile(settings), 'utf8').then(
    (text) => text.trim(),
    () => null, // no such file: nothing is served
  )

function servePage(app: App, settings: Settings, port: number, version: string, log: Log): Promise<Web> {
  const now = () => new Date()
  return openWeb({
    store: app.store,
    vault: app.vault,
    evidence: pageEvidence({
      evidence: app.evidence,
      settings,
      now,
      order: (job) => orderCapture(job, { ...app, now }),
    }),
    exports: pageExports(app.store, settings),
    review: openReview({ store: app.store, standard: standardOf(settings), now, secondLookShare }),
    lanes: { resume: (marketplace) => app.store.lanes.close(marketplace) },
    marketplaces: marketplaces.map((place) => ({
      id: place.id,
      name: place.name,
      hosts: hostsOf(originsOf(place, settings)),
    })),
    ...selfOf(app),
    settings: { ...settings.web, port },
    status: async () => ({ version, nextRuns: await nextRuns(app.store, now()) }),
    log,
    now,
  })
}

/** Where its listings may be: its own origins, and the operator's in place of them. */
const originsOf = ({ id, territories, pageOrigins = [] }: Marketplace, { origins }: Settings): string[] => {
  const own = origins.get(id)
  return own === undefined ? [...territories.map(({ origin }) => origin), ...pageOrigins] : [own]
}

async function nextRuns(store: Store, now: Date) {
  const active = (await store.watches.all()).filter((each) => each.active)
  return active.map(({ watch }) => ({
    watch: watch.id,
    at: watch.schedule ? nextTimeOf(watch.schedule, now) : null,
  }))
}

/** A link that signs this person in once. The person is added with the role; one who is there keeps theirs. */
export async function makeSignInLink(store: Store, pageUrl: string, name: string, role: Role): Promise<string> {
  const now = new Date()
  const user = await store.users.ensure(name, role, now)
  const token = tokenOf(randomBytes(tokenBytes))
  await store.users.addSigninLink(user.id, tokenHash(token), new Date(now.getTime() + signinLinkMs))
  return signinLink(pageUrl, token)
}
