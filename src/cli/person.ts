import { userInfo } from 'node:os'
import type { Settings } from '../../config/settings.ts'
import type { Person } from '../evidence/fields.ts'

/** Who works at this terminal: as said, else by the system's account. */
export const personOf = (name: string | undefined, { organisation }: Settings, role = 'operator'): Person => ({
  name: name?.trim() || accountName(),
  role,
  organisation,
})

function accountName(): string {
  try {
    return userInfo().username || 'unknown'
  } catch {
    return 'unknown' // in a container the account may have no name
  }
}
