import { join } from 'node:path'
import type { Settings } from '../../config/settings.ts'
import { openVault } from '../vault/open-vault.ts'
import type { Vault } from '../vault/vault.ts'

export { recognisable } from '../vault/picture.ts'

export const openVaultOf = ({ dataFolder }: Settings): Promise<Vault> => openVault(join(dataFolder, 'vault'))
