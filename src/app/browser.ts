import type { Settings } from '../../config/settings.ts'
import { lookForChromium } from '../crawler/find-chromium.ts'

/** Whether pages can be opened in a browser on this machine. Nothing is unpacked for the answer. */
export const isBrowserThere = async (settings: Settings): Promise<boolean> =>
  'path' in (await lookForChromium(settings))
