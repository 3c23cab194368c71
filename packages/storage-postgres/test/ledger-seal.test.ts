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
  for (const { name, run } of cases) it(name, run)
})
