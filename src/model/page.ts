/** A request that a marketplace asks the crawler to make. `url` may point to loopback when the origin setting says so. */
export type PageRequest = { marketplace: string; url: string; headers?: Record<string, string> }

/**
 * What a site gave to ask "has it changed since?" with (RFC 9110 §8.8). `by` is made of who asked for what and from where;
 * `readAt` is when the whole page was read. Both stand beside the reading they are about, and nowhere else.
 */
export type Validators = { by: string; etag?: string; lastModified?: string; readAt: string }

/** A page as it came: final url after redirects, lower-case header names, decoded body. */
export type Page = { url: string; status: number; headers: Record<string, string>; body: string; fetchedAt: Date }
