import { tmpdir } from 'node:os'
import process from 'node:process'
import type { Browser } from 'playwright-core'

/**
 * A browser that has no network of its own: every name leads nowhere, and so does the proxy that all else would go
 * through, loopback and sockets of every kind included. What its pages ask for is fetched by the crawler and handed to
 * them, so the address guard, the limits and the proxies hold for a browser as for everything else.
 */
const noNetwork = {
  args: [
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-gpu',
    '--js-flags=--max-old-space-size=512',
  ],
  proxy: { server: 'http://nowhere.invalid:9', bypass: '<-loopback>' },
}

/**
 * What the browser leaves out. The first line is Playwright's own list: of two such switches a browser follows the last, so
 * it is said again here. The second is the window's own pages (address bar, side panels), which nobody sees without a window
 * and which cost more than most shops' pages do. The third lets a page and its frames share a process.
 */
const leftOut = [
  'AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,TcpPortRandomizationWin,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch',
  'WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,PreloadTopChromeWebUI,SpareRendererForSitePerProcess',
]
const oneProcess = 'IsolateOrigins,site-per-process'

/**
 * Starts it. It ends with this process, however that ends.
 * @param shareProcess a page's frames of other sites live in its own process, where one session sees their requests
 * @throws when it does not start, with what it said
 */
export async function launchChromium(
  path: string,
  searchPath: string | null,
  { shareProcess = false } = {},
): Promise<Browser> {
  // It takes a tenth of a second to load, which marketplaces without a browser need not pay.
  const { chromium } = await import('playwright-core')
  return chromium.launch({
    executablePath: path,
    ...noNetwork,
    args: [...noNetwork.args, `--disable-features=${[...leftOut, ...(shareProcess ? [oneProcess] : [])].join(',')}`],
    // Chromium refuses to be sandboxed as root; everybody else gets the sandbox.
    chromiumSandbox: process.getuid?.() !== 0,
    // Our own environment holds passwords; a process that runs strangers' scripts gets nothing of it.
    env: { HOME: tmpdir(), TMPDIR: tmpdir(), ...(searchPath !== null && { PATH: searchPath }) },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 30_000,
  })
}

/** What it said as it ended, in a sentence: its own first line says only that it did. */
export function whyNoStart(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  if (/no usable sandbox|move to new namespace|zygote process exited prematurely/i.test(said)) {
    return 'its sandbox needs user namespaces, which this system or container does not allow (compose.yaml shows how a container gets them)'
  }
  const reason = /^.*(?:error while loading|cannot open|\bFATAL\b|not found).*$/m.exec(said)?.[0]
  return (reason ?? said.split('\n')[0] ?? '').trim().slice(0, 300)
}
