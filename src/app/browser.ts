import type { Settings } from '../../config/settings.ts'
import { findChromium } from '../crawler/chromium.ts'

/** Whether pages can be opened in a browser on this machine. */
export const isBrowserThere = async ({ chromium, searchPath }: Settings): Promise<boolean> =>
  'path' in (await findChromium(chromium, searchPath))
