import { at, type Json, listAt, textAt } from '../reading/json-values.ts'

/**
 * One item of an answer as the flat item of 2020 … 2025 (`item_basic`). Today's cards split it into numbers (`item_data`) and
 * what is shown (`item_card_displayed_asset`), with the same unit of money (described 2025 and 2026 by several clients).
 */
export function itemOf(card: Json): Json {
  const basic = at(card, 'item_basic')
  if (typeof basic === 'object' && basic !== null) return basic
  const data = at(card, 'item_data')
  const shown = at(card, 'item_card_displayed_asset')
  if (data === undefined || shown === undefined) return card
  // A card that stands for several offers has a number that leads nowhere; the offer's own is beneath.
  const real = listAt(card, 'real_items')[0]
  const sold = at(data, 'item_card_display_sold_count', 'historical_sold_count')
  const values: [string, Json | undefined][] = [
    ['itemid', textAt(real, 'item_id') ?? at(data, 'itemid') ?? at(card, 'itemid')],
    ['shopid', textAt(real, 'shop_id') ?? at(data, 'shopid') ?? at(card, 'shopid')],
    ['name', at(shown, 'name')],
    ['price', at(data, 'item_card_display_price', 'price') ?? at(shown, 'display_price', 'price')],
    ['image', at(shown, 'image')],
    ['shop_name', at(data, 'shop_data', 'shop_name')],
    ['shop_location', at(shown, 'shop_location')],
    ['historical_sold', sold],
    ['item_rating', at(data, 'item_rating')],
  ]
  return Object.fromEntries(values.filter((each): each is [string, Json] => each[1] !== undefined))
}
