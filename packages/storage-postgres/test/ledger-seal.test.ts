/** Whatever a superuser does to the books behind the engine's back, with the triggers taken away, is named. */
import { sealConformance } from '@calotype/testkit'
import pg from 'pg'
import { describe, it } from 'vitest'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('sealed books on a server', { meta: lab.meta }, () => {
  const { cases } = sealConformance({
    async newStore() {
      const schema = await lab.newSchema()
      return {
        storage: await lab.open({ schema, poolSize: 3, notify: false }),
        async attack() {
          const client = await lab.client()
          await client.query(`set search_path to ${pg.escapeIdentifier(schema)}`)
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
            close: async () => {},
          }
        },
        remove: async () => {},
      }
    },
  })
  // Every case sets up a schema. SQLite runs them all; here those of the tables that have every kind of column between them,
  // unless CALOTYPE_SEAL_TABLES=all.
  const tables = process.env.CALOTYPE_SEAL_TABLES === 'all' ? null : /ledger_(entries|lines)|tills_days/
  for (const { name, run } of cases) {
    if (tables === null || !/ of [a-z]+_[a-z_]+ that is /.test(name) || tables.test(name)) it(name, run)
  }
})
