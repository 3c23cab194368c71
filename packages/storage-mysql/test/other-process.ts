/** How a second process of the conformance suite opens the store of a case. */
import type { StorageAdapter } from '@calotype/core/storage'
import { mysql } from '../src/index.ts'

export async function open(data: { url: string }): Promise<StorageAdapter> {
  return mysql(data)
}
