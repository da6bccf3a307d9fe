/** What the operating system says of a connection. */
const network = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ENOENT', 'EACCES'],
])
/**
 * What PostgreSQL says of itself, by SQLSTATE (its manual, appendix A): connection exceptions (08), who may connect (28), no
 * resources, a full disk among them (53), stopped, killed or starting (57P), system errors (58), no such database (3D000),
 * a stand-by that takes no writes (25006), a transaction that it ended because we were silent (25P03).
 */
const sqlStates = /^(08|28|53|58|57P|3D000$|25006$|25P03$)/
/** What pg and ioredis say without a code. */
const said =
  /NOAUTH|WRONGPASS|Connection (terminated|is closed|ended)|timeout exceeded when trying to connect|timeout expired|Query read timeout|connection error and is not queryable|Client was closed|server does not support SSL|max retries per request|Stream isn't writeable|Command timed out|Socket timeout|Socket closed unexpectedly|LOADING|MASTERDOWN|READONLY|database system is (starting|shutting)/i

/** True when a server cannot be reached or used now and may be later; anything else is a bug or a refusal. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return network.has(code) || sqlStates.test(code) || said.test(error.message)
}
