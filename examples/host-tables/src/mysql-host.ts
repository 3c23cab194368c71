/** The host on MySQL or MariaDB: its own pool, in whose database its own table stands beside those of Calotype. */
import { mysql } from '@calotype/storage-mysql'
import { createPool, type PoolConnection, type RowDataPacket } from 'mysql2/promise'
import { type Appointment, type Host, SlotTaken } from './host.ts'

const duplicateEntry = 'ER_DUP_ENTRY'

export async function mysqlHost(url: string): Promise<Host> {
  const pool = createPool(url)
  await pool.query(`create table if not exists appointments (
    studio varchar(64), slot varchar(40), photographer varchar(100) not null, customer_id varchar(64) not null,
    order_id varchar(64) not null, primary key (studio, slot)
  )`)

  const book = async (connection: PoolConnection, { studio, slot, photographer, customerId, orderId }: Appointment) => {
    try {
      await connection.query('insert into appointments values (?, ?, ?, ?, ?)', [
        studio,
        slot,
        photographer,
        customerId,
        orderId,
      ])
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === duplicateEntry)
        throw new SlotTaken(slot, { cause })
      throw cause
    }
  }

  return {
    storage: mysql({ url }),
    async transaction(work) {
      const connection = await pool.getConnection()
      try {
        await connection.beginTransaction()
        const answer = await work({ native: connection, book: (appointment) => book(connection, appointment) })
        await connection.commit()
        return answer
      } catch (error) {
        // What went wrong is told, also where the rollback fails; such a connection is not used again.
        await connection.rollback().catch(() => connection.destroy())
        throw error
      } finally {
        connection.release()
      }
    },
    async appointments(studio) {
      const [rows] = await pool.query<(Appointment & RowDataPacket)[]>(
        `select studio, slot, photographer, customer_id as customerId, order_id as orderId from appointments
        where studio = ? order by slot`,
        [studio],
      )
      return rows.map(({ studio, slot, photographer, customerId, orderId }) => ({
        studio,
        slot,
        photographer,
        customerId,
        orderId,
      }))
    },
    async close() {
      await pool.end()
    },
  }
}
