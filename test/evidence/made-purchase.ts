export const person = (name: string) => ({ name, role: 'reviewer', organisation: 'Brand Example' })

type Write = (type: string, subject: string, details: object, by?: string, files?: [string, string][]) => void

/** A test purchase from the order to the shelf. @param soon a time shortly after the event before */
export function writePurchase(write: Write, soon: () => string): void {
  const price = { amount: '29.90', currency: 'USD' }
  write('ordered', 'buy-1', {
    ...{ marketplace: 'bazaar', listing: 'item-4711', url: 'http://market.example/item-4711', capture: 'cap-listing' },
    ...{ seller: { name: 'Harbour Goods' }, order: 'o-1', item: 'shoe', quantity: 1, price, buyerName: 'B. Uyer' },
    ...{ deliveryAddress: '1 Some Street', orderedAt: soon() },
  })
  write('paid', 'buy-1', { reference: 'p-1', method: 'card', price, paidAt: soon() })
  write('received', 'buy-1', {
    carrier: 'Post',
    tracking: 't-1',
    receivedAt: soon(),
    condition: 'whole',
    sender: 'unknown',
  })
  write('photographed', 'buy-1', { bag: 'B-1' }, 'Dana Weiss', [['parcel.png', 'a picture']])
  write('bagged', 'buy-1', { bag: 'B-1', contents: 'one shoe', sealedAt: soon(), witness: person('W. Itness') })
  const accepted = ['Dana Weiss', 'Eve Xaminer'].map((by) => ({ by, at: soon(), statement: 'seal intact' }))
  write('transferred', 'buy-1', {
    ...{ bag: 'B-1', from: person('Dana Weiss'), to: person('Eve Xaminer'), handedOverAt: soon(), sealIntact: true },
    acceptance: accepted,
  })
  write('stored', 'buy-1', { bag: 'B-1', place: 'shelf 3', storedAt: soon() }, 'Eve Xaminer')
}
