import type { NewStep } from '../../src/custody/purchases/purchases.ts'
import type { Ground } from './ground.ts'
import { dana, eve } from './ground.ts'

/** The smallest pictures and papers that are ones. */
export const png = (name: string) => ({ name, bytes: Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1') })
export const pdf = (name: string) => ({ name, bytes: Buffer.from('%PDF-1.7 a report') })

/** What is typed for each step; the times are now. */
export function typed(step: NewStep['step'] | 'transferred', capture: string, bag: string): Record<string, unknown> {
  const now = new Date().toISOString()
  const price = { amount: '29.90', currency: 'USD' }
  switch (step) {
    case 'ordered':
      return {
        ...{ capture, marketplace: 'bazaar', listing: 'item-4711', url: 'http://market.example/item-4711' },
        ...{ seller: { name: 'Harbour Goods', id: 's-1' }, order: 'o-1', item: 'shoe', quantity: 1, price },
        ...{ buyerName: 'B. Uyer', deliveryAddress: '1 Some Street\nTown', orderedAt: now },
      }
    case 'paid':
      return { reference: 'p-1', method: 'card', price: '29.90 USD', paidAt: now }
    case 'received':
      return { carrier: 'Post', tracking: 't-1', receivedAt: now, condition: 'whole', sender: 'unknown' }
    case 'photographed':
      return {}
    case 'bagged':
      return { bag, contents: 'one shoe', sealedAt: now, witness: eve }
    case 'transferred':
      return { to: eve, handedOverAt: now, sealIntact: true, statement: 'handed over sealed' }
    case 'examined':
      return { examiner: eve, question: 'genuine?', finding: 'counterfeit', reportNumber: 'r-1', examinedAt: now }
    case 'stored':
      return { place: 'safe 3, shelf B', storedAt: now }
    case 'disposed':
      return { how: 'shredded', authorisedBy: dana, disposedAt: now }
  }
}

/** Records steps in turn, by Dana until she hands over, then by Eve. */
export async function buy(ground: Ground, purchase: string, steps: readonly (NewStep['step'] | 'transferred')[]) {
  let by = dana
  for (const step of steps) {
    const given = typed(step, 'cap-listing', `B-${purchase}`)
    const files =
      step === 'photographed' ? [png('IMG 1.png'), png('вид.png')] : step === 'examined' ? [pdf('r.pdf')] : []
    const common = { purchase, by, reason: 'case 7', given, files }
    if (step !== 'transferred') await ground.purchases.record({ ...common, step })
    else {
      await ground.purchases.offer(common)
      await ground.purchases.accept({ purchase, by: eve, statement: 'received sealed', sealIntact: true, files: [] })
      by = eve
    }
  }
}
