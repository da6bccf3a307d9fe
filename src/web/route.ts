import type { Context } from 'hono'
import type { Role } from '../store/users/user-store.ts'
import type { WebEnv } from './parts.ts'
import { withoutNul } from './problem.ts'

/** Who may ask. `loopback`: who asks from this machine, else an administrator. An administrator and legal may what a reviewer may; neither may what is the other's. */
export type Access = 'anybody' | 'loopback' | Role
export type Handler = (c: Context<WebEnv>) => Response | Promise<Response>

/**
 * One address of the server. `isUnderAnyName`: answered whatever it is called, as health is asked by address, from containers
 * and load balancers. `isLong`: its answers are long lists, and are sent compressed. `isLarge`: photographs come in, or a
 * bundle is made: more bytes and more time than other requests have.
 */
export type Route = {
  method: 'GET' | 'POST'
  path: string
  role: Access
  handler: Handler
  isUnderAnyName?: true
  isLong?: true
  isLarge?: true
}

/** What stands in a request's path at `:name`. @throws Problem 400 for a NUL in it, Error when its row has no such name */
export function named(c: Context<WebEnv>, name: string): string {
  const value = c.req.param(name)
  if (value === undefined) throw new Error(`the path of ${c.req.path} names no ${name}`)
  if (value.includes('\u0000')) throw withoutNul(name)
  return value
}
