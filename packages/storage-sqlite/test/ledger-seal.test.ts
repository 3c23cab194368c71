/** Whatever is done to the books behind the engine's back, with the triggers of the database taken away, is named. */
import { DatabaseSync } from 'node:sqlite'
import { type RawRow, type RawSql, sealConformance } from '@calotype/testkit'
import { describe, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { temporaryFile } from './temporary.ts'

function attackerOf(file: string): RawSql {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA busy_timeout = 5000')
  return {
    query: async (sql, parameters) => database.prepare(sql).all(...parameters) as readonly RawRow[],
    async disarm(table) {
      const triggers = database.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?")
      for (const { name } of triggers.all(table)) database.exec(`DROP TRIGGER "${String(name)}"`)
    },
    close: async () => database.close(),
  }
}

describe('sealed books in a file', () => {
  const { cases } = sealConformance({
    async newStore() {
      const file = temporaryFile()
      return { storage: sqlite({ file }), attack: async () => attackerOf(file), remove: async () => {} }
    },
  })
  for (const { name, run } of cases) it(name, run)
})
