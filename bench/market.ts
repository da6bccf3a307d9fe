import { parentPort } from 'node:worker_threads'
import { openBazaar } from '../src/bazaar/open-bazaar.ts'

const bazaar = await openBazaar({ seed: 11, listings: 40_000 })
parentPort?.postMessage(bazaar.origin)
