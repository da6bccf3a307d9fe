/** What the page calls each watch, by id: its brand, and the id as well where several watches have one brand. */
export function watchNames(watches: readonly { id: string; brand: string }[]): Map<string, string> {
  const brands = new Map<string, number>()
  for (const { brand } of watches) brands.set(brand, (brands.get(brand) ?? 0) + 1)
  return new Map(watches.map(({ id, brand }) => [id, brands.get(brand) === 1 ? brand : `${brand} (${id})`]))
}
