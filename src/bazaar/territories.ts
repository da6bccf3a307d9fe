export const languages = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'zh', 'ru', 'tr', 'ar'] as const
export type Language = (typeof languages)[number]

/** A country's site of the bazaar. `perEuro` is a fixed rate: the goods must not change with the market's. */
export type BazaarTerritory = {
  id: string
  country: string
  language: Language
  currency: string
  perEuro: number
  /** Share of the listings whose home it is. */
  share: number
}

export const territories = [
  { id: 'us', country: 'US', language: 'en', currency: 'USD', perEuro: 1.15, share: 22 },
  { id: 'de', country: 'DE', language: 'de', currency: 'EUR', perEuro: 1, share: 18 },
  { id: 'jp', country: 'JP', language: 'ja', currency: 'JPY', perEuro: 175, share: 14 },
  { id: 'uk', country: 'GB', language: 'en', currency: 'GBP', perEuro: 0.87, share: 10 },
  { id: 'br', country: 'BR', language: 'pt', currency: 'BRL', perEuro: 6.2, share: 9 },
  { id: 'fr', country: 'FR', language: 'fr', currency: 'EUR', perEuro: 1, share: 7 },
  { id: 'es', country: 'ES', language: 'es', currency: 'EUR', perEuro: 1, share: 5 },
  { id: 'cn', country: 'CN', language: 'zh', currency: 'CNY', perEuro: 8.2, share: 5 },
  { id: 'ru', country: 'RU', language: 'ru', currency: 'RUB', perEuro: 94, share: 4 },
  { id: 'tr', country: 'TR', language: 'tr', currency: 'TRY', perEuro: 48, share: 3 },
  { id: 'ae', country: 'AE', language: 'ar', currency: 'AED', perEuro: 4.2, share: 3 },
] as const satisfies readonly [BazaarTerritory, ...BazaarTerritory[]]

/** @returns the first territory when there is none of that id, as a marketplace sends strangers to its main site */
export const territoryOf = (id: string | null): BazaarTerritory =>
  territories.find((territory) => territory.id === id) ?? territories[0]
