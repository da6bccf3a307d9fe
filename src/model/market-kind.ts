/** Marketplaces where traders buy in lots, and where copies come from; every other one is retail. Ids as in marketplaces/. */
export const wholesaleMarkets: readonly string[] = ['1688', 'alibaba', 'aliexpress', 'dhgate', 'taobao']

export const isWholesale = (marketplace: string): boolean => wholesaleMarkets.includes(marketplace)
