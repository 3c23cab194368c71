/**
 * Taking times by hand with `pg`: the same compare-and-set. Versions are read, then the claims of the week; who is free is decided in
 * JavaScript; in the transaction each version must still be the one that was read, else all of it begins anew. What it inserts are the rows
 * of a booking of Calotype's. It validates nothing.
 */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { changedRows, countersTable, type PlannedInserts, planInserts } from './planned-inserts.ts'
import type { Cell, Dump, StoredRow } from './stored-row.ts'

const dayMs = 86_400_000
const highestStep = 2 ** 20

/** A requirement of the service: the ids of those who would do, and how they are claimed beyond the booking. */
export interface PoolByHand {
  readonly ids: readonly string[]
  readonly minutesAfter: number
}

export interface ClaimPlan extends PlannedInserts {
  readonly tenant: string
  readonly duration: number
  readonly pools: readonly PoolByHand[]
  readonly counter: { readonly sequence: string; readonly scope: string }
  /** Cells of the model, for what stands in their place. */
  readonly model: {
    readonly key: Cell
    readonly number: Cell
    readonly startsAt: Cell
    readonly endsAt: Cell
    readonly busyTo: Cell
    readonly localDate: Cell
    readonly localTime: Cell
    /** By pool: the id of the resource, and the name under which it is claimed. */
    readonly taken: readonly { readonly id: string; readonly name: string }[]
  }
}

/** @param before the database before the booking that is taken as the model, @param after the same with it */
export function planClaims(
  before: Dump,
  after: Dump,
  nextId: () => string,
  { duration, pools }: Pick<ClaimPlan, 'duration' | 'pools'>,
): ClaimPlan {
  const added = changedRows(before, after)
  const first = (table: string): StoredRow => added.get(table)?.[0] ?? {}
  const [booking, counter, command] = ['bookings_bookings', countersTable, 'audit_commands'].map(first)
  const ids = (added.get('bookings_assignments') ?? []).map((row) => String(row['resource_id']))
  const taken = pools.map((pool) => {
    const id = ids.find((one) => pool.ids.includes(one)) ?? ''
    return { id, name: claimNameOf(id) }
  })
  // They stood before: counted up, not inserted.
  for (const table of [countersTable, 'claims_versions']) added.delete(table)
  const cell = (row: StoredRow | undefined, name: string): Cell => row?.[name] ?? null
  return {
    ...planInserts(added, before, nextId),
    ...{ duration, pools, tenant: String(cell(booking, 'tenant')) },
    counter: { sequence: String(cell(counter, 'sequence')), scope: String(cell(counter, 'scope')) },
    model: {
      key: cell(command, 'idempotency_key'),
      number: cell(booking, 'number'),
      startsAt: cell(booking, 'starts_at'),
      endsAt: cell(booking, 'ends_at'),
      busyTo: cell(booking, 'busy_to'),
      localDate: cell(booking, 'local_date'),
      localTime: cell(booking, 'local_time'),
      taken,
    },
  }
}

const claimNameOf = (id: string): string => `resource:${id}`

interface Version {
  readonly resource: string
  readonly stamp: string
}

interface ClaimRead {
  readonly resource: string
  readonly starts_at: Date
  readonly ends_at: Date
}

export class ClaimsByHand {
  readonly #pool: pg.Pool
  readonly #plan: ClaimPlan
  readonly #inserts: readonly { readonly name: string; readonly text: string }[]

  constructor(url: string, poolSize: number, plan: ClaimPlan) {
    this.#pool = new pg.Pool({ connectionString: url, max: poolSize })
    this.#pool.on('error', () => undefined)
    this.#plan = plan
    this.#inserts = plan.inserts.map(({ table, columns }, at) => ({
      name: `insert_${at}`,
      text: `insert into "${table}" (${columns.map((name) => `"${name}"`).join(', ')})
        values (${columns.map((_, place) => `$${place + 1}`).join(', ')})`,
    }))
  }

  /** Whether it was booked; false where nobody is free then. */
  async book(number: number, startsAt: Date): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      const decided = await this.#decide(startsAt)
      if (decided === undefined) return false
      if (await this.#commit(number, startsAt, decided)) return true
      await pause(Math.random() * Math.min(tries, 10))
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  /** Of each pool the free one who has the least that week, with the versions on which that rests. */
  async #decide(startsAt: Date) {
    const { tenant, pools, duration } = this.#plan
    await this.#pool.query({
      name: 'service',
      text: 'select * from bookings_services where tenant = $1 and code = $2',
      values: [tenant, 'portrait'],
    })
    const names = [...new Set(pools.flatMap(({ ids }) => ids))].map(claimNameOf)
    const versions = await this.#pool.query<Version>({
      name: 'versions',
      text: 'select resource, stamp from claims_versions where tenant = $1 and resource = any($2)',
      values: [tenant, names],
    })
    const monday = startsAt.getTime() - ((startsAt.getUTCDay() + 6) % 7) * dayMs
    const week = [new Date(monday - 2 * dayMs), new Date(monday + 9 * dayMs)]
    const { rows } = await this.#pool.query<ClaimRead>({
      name: 'claims',
      text: `select * from claims where tenant = $1 and resource = any($2) and is_long = false
        and ends_at > $3 and starts_at > $4 and starts_at < $5 order by resource, starts_at`,
      values: [tenant, names, week[0], new Date(monday - 10 * dayMs), week[1]],
    })
    const byName = new Map<string, ClaimRead[]>()
    for (const row of rows) byName.set(row.resource, [...(byName.get(row.resource) ?? []), row])
    const chosen = pools.map(({ ids, minutesAfter }) => {
      const to = startsAt.getTime() + (duration + minutesAfter) * 60_000
      const free = ids
        .map((id) => ({ id, name: claimNameOf(id), claims: byName.get(claimNameOf(id)) ?? [] }))
        .filter(({ claims }) =>
          claims.every((one) => one.ends_at.getTime() <= startsAt.getTime() || to <= one.starts_at.getTime()),
        )
      return free.sort((one, other) => one.claims.length - other.claims.length)[0]
    })
    const taken = chosen.filter((one) => one !== undefined)
    if (taken.length < pools.length) return undefined
    const stamps = new Map(versions.rows.map(({ resource, stamp }) => [resource, stamp]))
    return taken.map(({ id, name }) => ({ id, name, stamp: stamps.get(name) ?? '0' }))
  }

  async #commit(
    number: number,
    startsAt: Date,
    taken: readonly { readonly id: string; readonly name: string; readonly stamp: string }[],
  ): Promise<boolean> {
    const { tenant, counter } = this.#plan
    const client = await this.#pool.connect()
    try {
      await client.query('begin')
      const step = 1 + Math.floor(Math.random() * highestStep)
      for (const { name, stamp } of taken.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
        const { rowCount } = await client.query({
          name: 'raise',
          text: `update claims_versions set stamp = stamp + $4, version = version + 1
            where tenant = $1 and resource = $2 and stamp = $3`,
          values: [tenant, name, stamp, step],
        })
        if (rowCount === 1) continue
        await client.query('rollback')
        return false
      }
      await client.query({
        name: 'count',
        text: `update ${countersTable} set value = value + 1 where tenant = $1 and sequence = $2 and scope = $3 returning value`,
        values: [tenant, counter.sequence, counter.scope],
      })
      for (const [at, values] of this.#rows(number, startsAt, taken).entries()) {
        const insert = this.#inserts[at]
        if (insert !== undefined) await client.query({ ...insert, values: [...values] })
      }
      await client.query('commit')
      return true
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

  #rows(number: number, startsAt: Date, taken: readonly { readonly id: string; readonly name: string }[]) {
    const { model, duration, pools } = this.#plan
    const after = (minutes: number): string => new Date(startsAt.getTime() + minutes * 60_000).toISOString()
    const local = new Date(startsAt.getTime() + 8 * 3_600_000).toISOString()
    const replaced = new Map<Cell, Cell>([
      [model.key, `${String(model.key)}-${number}`],
      [model.number, `${String(model.number)}-${number}`],
      [model.startsAt, after(0)],
      [model.endsAt, after(duration)],
      [model.busyTo, after(duration + Math.max(...pools.map(({ minutesAfter }) => minutesAfter)))],
      [model.localDate, local.slice(0, 10)],
      [model.localTime, local.slice(11, 16)],
    ])
    for (const [at, { id, name }] of taken.entries()) {
      replaced.set(model.taken[at]?.id ?? '', id)
      replaced.set(model.taken[at]?.name ?? '', name)
    }
    return this.#plan.rows(replaced)
  }
}
