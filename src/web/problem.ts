import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import type { ApiError } from './api.ts'
import type { WebParts } from './parts.ts'

/** An answer that is not what was asked for: what happened, where, and what to do about it. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: ContentfulStatusCode
  readonly where: string
  readonly todo: string
  constructor(status: ContentfulStatusCode, what: string, where: string, todo: string) {
    super(what)
    this.status = status
    this.where = where
    this.todo = todo
  }
}

export const notFound = (what: string, where: string) =>
  new Problem(404, what, where, 'Go back to the list; it may have been removed.')

/** @throws Problem 400 that names the first field that is wrong */
export function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const nul = nulIn(value)
  if (nul !== null) throw withoutNul([where, ...nul].join('.'))
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = [where, ...(issue?.path ?? [])].map(String).join('.')
  throw new Problem(400, issue?.message ?? 'not understood', field, 'Correct the field and send it again.')
}

/** PostgreSQL keeps no text with a NUL in it, so nothing that is asked for with one can be there. */
export const withoutNul = (field: string): Problem =>
  new Problem(400, 'A text may not hold a NUL character.', field, 'Correct the field and send it again.')

const depthMax = 8

/** The way to a text, or a name, that holds a NUL; `null` for none. What is nested deeper than any schema fits none anyway. */
function nulIn(value: unknown, depth = 0): string[] | null {
  if (typeof value === 'string') return value.includes('\u0000') ? [] : null
  if (typeof value !== 'object' || value === null || depth > depthMax) return null
  for (const [name, each] of Object.entries(value)) {
    const found = name.includes('\u0000') ? [] : nulIn(each, depth + 1)
    if (found !== null) return [name.replaceAll('\u0000', ''), ...found]
  }
  return null
}

/** @throws Problem 400 for a body that is not JSON */
export async function jsonOf(request: { json(): Promise<unknown> }): Promise<unknown> {
  return request.json().catch((error: unknown) => {
    if (!(error instanceof SyntaxError)) throw error
    throw new Problem(400, 'The body is not JSON.', 'body', 'Send application/json.')
  })
}

/** Turns whatever was thrown into the one form of error; what nobody foresaw is logged and told without its insides. */
export const answerProblem = (log: WebParts['log']) => (error: Error, c: Context) => {
  const problem = problemOf(error, c)
  if (problem.status >= 500) log.error({ err: error, path: c.req.path }, 'request failed')
  const body: ApiError = { error: { what: problem.message, where: problem.where, todo: problem.todo } }
  return c.json(body, problem.status)
}

function problemOf(error: Error, c: Context): Problem {
  if (error instanceof Problem) return error
  // By name: the class is the store's to throw, and an error may have crossed a bundle's border.
  if (error.name === 'DependencyDown')
    return new Problem(503, error.message, 'database', 'Nothing is lost: the page tries again by itself.')
  if (error instanceof HTTPException && error.status === 413)
    return new Problem(413, 'The request is too large.', c.req.path, 'Send less at once.')
  if (error instanceof HTTPException && error.status === 504)
    return new Problem(504, 'The answer took too long.', c.req.path, 'Try again in a moment.')
  if (error instanceof HTTPException && error.status < 500)
    return new Problem(400, 'The request was not understood.', c.req.path, 'Reload the page.')
  return new Problem(500, 'Something is broken in morgiana.', c.req.path, 'The log says more; try again.')
}
