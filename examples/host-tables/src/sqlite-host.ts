/** The host on SQLite: one file, in which its own table stands beside those of Calotype. */
import { DatabaseSync } from 'node:sqlite'
import { sqlite } from '@calotype/storage-sqlite'
import { type Appointment, type Host, SlotTaken } from './host.ts'

const primaryKeyTaken = 1555

export function sqliteHost(file: string): Host {
  const storage = sqlite({ file })
  const database = new DatabaseSync(file)
  database.exec(`create table if not exists appointments (
    studio text, slot text, photographer text not null, customer_id text not null, order_id text not null,
    primary key (studio, slot)
  ) without rowid`)
  const insert = database.prepare('insert into appointments values (?, ?, ?, ?, ?)')
  const list = database.prepare(
    `select studio, slot, photographer, customer_id as customerId, order_id as orderId from appointments
    where studio = ? order by slot`,
  )

  const book = async ({ studio, slot, photographer, customerId, orderId }: Appointment): Promise<void> => {
    try {
      insert.run(studio, slot, photographer, customerId, orderId)
    } catch (cause) {
      if (cause instanceof Error && 'errcode' in cause && cause.errcode === primaryKeyTaken) {
        throw new SlotTaken(slot, { cause })
      }
      throw cause
    }
  }

  return {
    storage,
    async transaction(work) {
      // At once with the right to write, so that it waits for other writers here and not in the middle.
      database.exec('begin immediate')
      try {
        const answer = await work({ native: database, book })
        database.exec('commit')
        return answer
      } catch (error) {
        // What went wrong is told, and not what a rollback may say of it.
        if (database.isTransaction) database.exec('rollback')
        throw error
      }
    },
    async appointments(studio) {
      return list.all(studio).map((row) => ({
        studio: String(row.studio),
        slot: String(row.slot),
        photographer: String(row.photographer),
        customerId: String(row.customerId),
        orderId: String(row.orderId),
      }))
    },
    async close() {
      database.close()
    },
  }
}
