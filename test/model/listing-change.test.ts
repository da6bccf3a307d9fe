import { describe, expect, it } from 'vitest'
import { changesBetween } from '../../src/model/hit.ts'
import { pictureIdentity, titleWithoutBadge } from '../../src/model/listing-change.ts'

const seen = {
  title: 'Halvard Runner',
  price: null,
  image: 'https://i.ebayimg.com/images/g/abc/s-l500.webp',
  seller: 's',
}

describe('a decided listing that is seen again', () => {
  it('has not changed when the marketplace takes its own badge off the title', () => {
    expect(changesBetween({ ...seen, title: 'New Listing Halvard Runner' }, seen)).toEqual([])
    expect(titleWithoutBadge('Anuncio nuevo Halvard')).toBe('Halvard')
    expect(titleWithoutBadge('New listing agent wanted'.replace('New listing', 'Listing'))).toBe('Listing agent wanted')
  })

  it('has not changed when its picture comes in another size', () => {
    expect(changesBetween(seen, { ...seen, image: 'https://i.ebayimg.com/images/g/abc/s-l140.jpg' })).toEqual([])
  })

  it('has changed when title or picture are others', () => {
    expect(changesBetween(seen, { ...seen, title: 'Halvard Runner 2' }).map((each) => each.field)).toEqual(['title'])
    const other = 'https://i.ebayimg.com/images/g/abd/s-l500.webp'
    expect(changesBetween(seen, { ...seen, image: other }).map((each) => each.field)).toEqual(['image'])
  })

  it.each([
    [
      'https://m.media-amazon.com/images/I/71D._AC_UL320_.jpg',
      'https://m.media-amazon.com/images/I/71D._AC_UY218_.jpg',
    ],
    ['https://s.alicdn.com/kf/H1.jpg_300x300.jpg', 'https://s.alicdn.com/kf/H1.jpg_960x960q80.jpg_.webp'],
    ['https://ae01.alicdn.com/kf/H2.jpg', 'https://ae04.alicdn.com/kf/H2.jpg'],
    ['https://i5.walmartimages.com/a.jpeg?odnHeight=180', 'https://i5.walmartimages.com/a.jpeg'],
  ])('%s and %s are one picture', (a, b) => {
    expect(pictureIdentity(a)).toBe(pictureIdentity(b))
  })
})
