/** The host on PostgreSQL: its own pool, in whose database its own table stands beside those of Calotype. */
import { postgres } from '@calotype/storage-postgres'
import pg from 'pg'
import { type Appointment, type Host, SlotTaken } from './host.ts'

const uniqueViolation = '23505'

export async function postgresHost(url: string): Promise<Host> {
  const pool = new pg.Pool({ connectionString: url })
  await pool.query(`create table if not exists appointments (
    slot text primary key, photographer text not null, customer_id text not null, order_id text not null
  )`)

  const book = async (client: pg.PoolClient, { slot, photographer, customerId, orderId }: Appointment) => {
    try {
      await client.query('insert into appointments values ($1, $2, $3, $4)', [slot, photographer, customerId, orderId])
    } catch (cause) {
      if (cause instanceof pg.DatabaseError && cause.code === uniqueViolation) throw new SlotTaken(slot, { cause })
      throw cause
    }
  }

  return {
    storage: postgres({ url }),
    async transaction(work) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const answer = await work({ native: client, book: (appointment) => book(client, appointment) })
        await client.query('commit')
        return answer
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    async appointments() {
      const { rows } = await pool.query<Appointment>(
        'select slot, photographer, customer_id as "customerId", order_id as "orderId" from appointments order by slot',
      )
      return rows
    },
    async close() {
      await pool.end()
    },
  }
}
