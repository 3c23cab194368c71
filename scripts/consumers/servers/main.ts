// What a vendor's product does with the published adapters of database servers: it names them. No server is needed for that.
import type { StorageAdapter } from '@calotype/core/storage'
import { mysql } from '@calotype/storage-mysql'
import { postgres } from '@calotype/storage-postgres'
import { chunksOf, onConflictWriter } from '@calotype/storage-sql'

// Exported, so that a composite project must be able to name their types.
export const stores: readonly StorageAdapter[] = [
  postgres({ url: 'postgres://studio@127.0.0.1/studio', poolSize: 4 }),
  mysql({ url: 'mysql://studio@127.0.0.1/studio', poolSize: 4 }),
]

// @ts-expect-error an option that does not exist must not compile from the published declarations
const misspelt = (): StorageAdapter => postgres({ url: 'postgres://studio@127.0.0.1/studio', poolsize: 4 })

for (const store of stores) await store.close()
console.log(
  `${stores.map(({ name }) => name).join(' and ')} load, from ${typeof chunksOf} and ${typeof onConflictWriter}; ${typeof misspelt}.`,
)
