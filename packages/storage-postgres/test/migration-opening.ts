/** How a store of the migration tests is opened, in whichever process. */
import type { StorageAdapter } from '@calotype/core/storage'
import { mysql } from '@calotype/storage-mysql'
import { sqlite } from '@calotype/storage-sqlite'
import { postgres } from '../src/index.ts'

export type OpeningData =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'mysql'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string; readonly application: string }

export function openingOf(data: OpeningData, onStatement: (sql: string) => void = () => undefined): StorageAdapter {
  if (data.kind === 'sqlite') return sqlite({ file: data.file, onStatement })
  if (data.kind === 'mysql') return mysql({ url: data.url, onStatement })
  const { url, schema, application } = data
  return postgres({ url, schema, onStatement, pg: { application_name: application } })
}
