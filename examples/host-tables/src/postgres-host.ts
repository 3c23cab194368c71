/** The host on PostgreSQL: its own pool, in whose database its own table stands beside those of Calotype. */
import { postgres } from '@calotype/storage-postgres'
import pg from 'pg'
import { type Appointment, type Host, SlotTaken } from './host.ts'

const uniqueViolation = '23505'

export async function postgresHost(url: string): Promise<Host> {
  const pool = new pg.Pool({ connectionString: url })
  await pool.query(`create table if not exists appointments (
    studio text, slot text, photographer text not null, customer_id text not null, order_id text not null,
    primary key (studio, slot)
  )`)

  const book = async (client: pg.PoolClient, { studio, slot, photographer, customerId, orderId }: Appointment) => {
    try {
      await client.query('insert into appointments values ($1, $2, $3, $4, $5)', [
        studio,
        slot,
        photographer,
        customerId,
        orderId,
      ])
    } catch (cause) {
      if (cause instanceof pg.DatabaseError && cause.code === uniqueViolation) throw new SlotTaken(slot, { cause })
      throw cause
    }
  }

  return {
    storage: postgres({ url }),
    async transaction(work) {
      const client = await pool.connect()
      let broken = false
      try {
        await client.query('begin')
        const answer = await work({ native: client, book: (appointment) => book(client, appointment) })
        await client.query('commit')
        return answer
      } catch (error) {
        // What went wrong is told, also where the rollback fails; such a connection is not used again.
        broken = await client.query('rollback').then(
          () => false,
          () => true,
        )
        throw error
      } finally {
        client.release(broken)
      }
    },
    async appointments(studio) {
      const { rows } = await pool.query<Appointment>(
        `select studio, slot, photographer, customer_id as "customerId", order_id as "orderId" from appointments
        where studio = $1 order by slot`,
        [studio],
      )
      return rows
    },
    async close() {
      await pool.end()
    },
  }
}
