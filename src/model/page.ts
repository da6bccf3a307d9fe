/** A request that a marketplace asks the crawler to make. `url` may point to loopback when the origin setting says so. */
export type PageRequest = { marketplace: string; url: string; headers?: Record<string, string> }

/** A page as it came: final url after redirects, lower-case header names, decoded body. */
export type Page = { url: string; status: number; headers: Record<string, string>; body: string; fetchedAt: Date }
