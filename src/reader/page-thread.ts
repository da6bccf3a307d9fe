import { parentPort } from 'node:worker_threads'
import { marketplaceOf } from '../marketplaces/registry.ts'
import { withShopKeys } from '../marketplaces/shop-key.ts'
import { answerPages } from './thread-messages.ts'

/** What runs in the thread that page-reader.ts starts. */
if (parentPort) answerPages(parentPort, (id) => withShopKeys(marketplaceOf(id)))
