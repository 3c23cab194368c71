/** SQLite in a temporary folder, with `synchronous = full` on both sides. */
import { join } from 'node:path'
import { sqlite } from '@calotype/storage-sqlite'
import { NodeSqlite } from '../by-hand/node-sqlite.ts'
import { temporaryFolder } from '../measure.ts'
import type { BenchStore } from './store.ts'

export async function openSqlite(): Promise<BenchStore> {
  const folder = temporaryFolder()
  const asked = new NodeSqlite(':memory:')
  const server = await asked.version().finally(() => asked.close())
  return {
    name: 'sqlite',
    server,
    async create(purpose) {
      const file = join(folder, `${purpose}.db`)
      return {
        adapter: ({ onStatement }) => sqlite(onStatement === undefined ? { file } : { file, onStatement }),
        byHand: () => new NodeSqlite(file),
      }
    },
    close: async () => undefined,
  }
}
