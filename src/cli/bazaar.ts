import { once } from 'node:events'
import { demoMarket, openBazaar } from '../bazaar/open-bazaar.ts'
import { readArguments, wholeNumber } from './arguments.ts'
import { CommandError, exitCode, type Verb } from './verb.ts'

const listingsMax = 10_000_000
const bytesMax = 20_000_000

/** The demo market as a process of its own, on loopback; ends on SIGTERM. */
export const bazaar: Verb = {
  name: 'bazaar',
  summary: 'the demo market by itself, on loopback, for trying things out and for measuring',
  usage: 'bazaar [--seed N] [--listings N] [--port N] [--page-bytes N]',
  example: 'morgiana bazaar --seed 29 --listings 2100 --port 8899',
  async run(args, io) {
    const { values } = readArguments(
      bazaar,
      args,
      {
        seed: { type: 'string' },
        listings: { type: 'string' },
        port: { type: 'string' },
        'page-bytes': { type: 'string' },
      },
      { called: 'word', min: 0, max: 0 },
    )
    const options = {
      seed: wholeNumber('--seed', values.seed, 0, 2 ** 31) ?? demoMarket.seed,
      listings: wholeNumber('--listings', values.listings, 0, listingsMax) ?? demoMarket.listings,
      port: wholeNumber('--port', values.port, 0, 65_535) ?? 0,
    }
    const noiseBytes = wholeNumber('--page-bytes', values['page-bytes'], 0, bytesMax)
    const market = await open({ ...options, ...(noiseBytes !== undefined && { noiseBytes }) })
    try {
      io.out(JSON.stringify({ origin: market.origin, seed: options.seed, listings: options.listings }))
      if (!io.interrupted.aborted) await once(io.interrupted, 'abort')
    } finally {
      await market.close()
    }
    return exitCode.fine
  },
}

async function open(options: Parameters<typeof openBazaar>[0]): ReturnType<typeof openBazaar> {
  try {
    return await openBazaar(options)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
      throw new CommandError(`port ${options.port} cannot be listened on: ${error.message}`, exitCode.configuration)
    }
    throw error
  }
}
