/** Whatever a superuser does to the books behind the engine's back, with the triggers taken away, is named. */
import { type FreshDatabase, freshPostgresDatabase } from '@calotype/test-servers'
import { type SealedStore, sealConformance } from '@calotype/testkit'
import pg from 'pg'
import { afterAll, describe, it } from 'vitest'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()

/** A database of its own; copies of it are other databases, made from it as a template. */
async function storeIn(database: FreshDatabase): Promise<SealedStore> {
  return {
    storage: await lab.open({ url: database.url, schema: 'public', poolSize: 3, notify: false }),
    async attack() {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      return {
        async query(sql, parameters) {
          let at = 0
          return (
            await client.query(
              sql.replaceAll('?', () => `$${++at}`),
              [...parameters],
            )
          ).rows
        },
        async disarm(table) {
          await client.query(`alter table ${pg.escapeIdentifier(table)} disable trigger all`)
        },
        close: () => client.end(),
      }
    },
    copy: async () => storeIn(await freshPostgresDatabase(lab.url, database)),
    remove: () => database.drop(),
  }
}

let original: FreshDatabase | undefined
afterAll(() => original?.drop())

describe.skipIf(lab.absent)('sealed books on a server', { meta: lab.meta }, () => {
  const { cases } = sealConformance({
    async newStore() {
      original = await freshPostgresDatabase(lab.url)
      return storeIn(original)
    },
  })
  // Every case copies a database. SQLite runs them all; here those of the tables that have every kind of column between them,
  // unless CALOTYPE_SEAL_TABLES=all.
  const tables = process.env.CALOTYPE_SEAL_TABLES === 'all' ? null : /ledger_(entries|lines)|tills_days/
  for (const { name, run } of cases) {
    if (tables === null || !/ of [a-z]+_[a-z_]+ that is /.test(name) || tables.test(name)) it(name, run)
  }
})
