/** Whatever is done to the books behind the engine's back, with the triggers of the database taken away, is named. */
import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type ConformanceSuite, type RawRow, type RawSql, type SealedStore, sealConformance } from '@calotype/testkit'
import { describe, expect, it } from 'vitest'
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

/** Copies are written from the bytes of the closed file; without `copied` the books are written anew for each case. */
function storeIn(file: string, copied: boolean): SealedStore {
  const store: SealedStore = {
    storage: sqlite({ file }),
    attack: async () => attackerOf(file),
    remove: async () => {},
  }
  if (!copied) return store
  let bytes: Buffer | undefined
  return {
    ...store,
    async copy() {
      // The file goes with the first case, and what it held stays for the others.
      bytes ??= readFileSync(file)
      const other = temporaryFile()
      writeFileSync(other, bytes)
      return storeIn(other, false)
    },
  }
}

describe('sealed books in a file', () => {
  const { cases } = sealConformance({ newStore: async () => storeIn(temporaryFile(), true) })
  for (const { name, run } of cases) it(name, run)
})

describe('what the cases of the seal begin with', () => {
  const run = async (name: string, { cases }: ConformanceSuite) => cases.find((one) => one.name.includes(name))?.run()
  const tampering = 'two entries whose lines are exchanged are found'
  const sound = 'the books hold, and nothing is left unsealed'

  it('is a copy of books that are written once, as no case before has left it', async () => {
    const files: string[] = []
    const suite = sealConformance({
      async newStore() {
        files.push(temporaryFile())
        return storeIn(files.at(-1) ?? '', true)
      },
    })
    await Promise.all([run(tampering, suite), run(sound, suite)])
    await run(sound, suite)
    expect(files).toHaveLength(1)
  })

  it('is written anew where a store has no copies', async () => {
    let removed = 0
    const suite = sealConformance({
      async newStore() {
        const remove = async () => void removed++
        return { ...storeIn(temporaryFile(), false), remove }
      },
    })
    await run(tampering, suite)
    await run(sound, suite)
    // One more: the store that was asked whether it has copies.
    expect(removed).toBe(3)
  })
})
