/** One header as it stood on the wire: each character is one byte (latin1), so nothing is lost or put right. */
export type WireHeader = readonly [name: string, value: string]

/** One request and its answer, as they went over the wire; the unit of a capture's traffic. */
export type HttpExchange = {
  url: string
  method: 'GET' | 'POST'
  requestHeaders: readonly WireHeader[]
  requestBody: Uint8Array | null
  status: number
  statusText: string
  headers: readonly WireHeader[]
  /** As received: its content-encoding kept, chunking taken off. */
  body: Uint8Array
  /** The address that was connected to; null through a proxy that resolves names. */
  ip: string | null
  /** When the request was sent. */
  at: Date
  /** The body is not whole. */
  truncated?: 'length' | 'time' | 'disconnect'
}

/** The first header of that name, any case. */
export const headerOf = (headers: readonly WireHeader[], name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1]
