/** How a second process of the conformance suite opens the store of a case. */
import type { StorageAdapter } from '@calotype/core/storage'
import { postgres } from '../src/index.ts'

export async function open(data: {
  url: string
  schema: string
  keyLocks: 'advisory' | 'rows'
}): Promise<StorageAdapter> {
  return postgres(data)
}
