import type { Settings } from '../../config/settings.ts'
import { findChromium } from '../crawler/find-chromium.ts'

/** Whether pages can be opened in a browser on this machine. */
export const isBrowserThere = async (settings: Settings): Promise<boolean> => 'path' in (await findChromium(settings))
