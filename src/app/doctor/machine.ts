import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { launchChromium, whyNoStart } from '../../crawler/chromium.ts'
import { findChromium } from '../../crawler/find-chromium.ts'
import { openBlobs } from '../../vault/blobs.ts'
import { ensureDataFolder } from '../data-folder.ts'
import { type Check, good, warning, wrong } from './diagnosis.ts'

/** A day of captures, about. */
const freeWantedBytes = 2_000_000_000
const gigabyte = 1_000_000_000

/** What this machine has. */
export const machineChecks: readonly Check[] = [
  {
    name: 'settings',
    kind: 'configuration',
    look: async ({ settings }) => {
      const { organisation, evidenceOrigin, capture } = settings
      const unnamed = organisation.includes('MORGIANA_ORGANISATION') ? ['MORGIANA_ORGANISATION'] : []
      const missing = [...unnamed, ...(evidenceOrigin === null ? ['MORGIANA_EVIDENCE_ORIGIN'] : [])]
      const says = `they are read; captures are taken ${capture === 'never' ? 'when somebody asks' : 'on each verdict'}`
      if (missing.length === 0) return good(says)
      const names = missing.join(' and ')
      return warning(
        says,
        `set ${names} before evidence is taken: what stands in captures and in the log never changes`,
      )
    },
  },
  {
    name: 'data folder',
    kind: 'configuration',
    look: async ({ settings: { dataFolder } }) => {
      await ensureDataFolder(dataFolder)
      await (await openBlobs(join(dataFolder, 'vault', 'evidence'))).ready()
      const { bavail, bsize } = await statfs(dataFolder)
      const free = `${((bavail * bsize) / gigabyte).toFixed(1)} GB free`
      return bavail * bsize >= freeWantedBytes
        ? good(`${dataFolder} and its vault can be written, ${free}`)
        : warning(`${dataFolder} has ${free}`, 'make room: captures wait while the disk is full')
    },
  },
  {
    name: 'browser',
    kind: 'configuration',
    look: async ({ settings }) => {
      const found = await findChromium(settings)
      if ('why' in found) {
        const advice = found.why.replace(/^it needs a browser, and /, '')
        return warning('there is none: no captures, no reports, no marketplaces that need one', advice)
      }
      try {
        const browser = await launchChromium(found.path, settings.searchPath)
        const version = browser.version()
        await browser.close()
        return good(`Chromium ${version} (${found.from}) starts`)
      } catch (error) {
        const why = whyNoStart(error)
        return wrong('configuration', `${found.path} (${found.from}) does not start: ${why}`, 'install what it misses')
      }
    },
  },
]
