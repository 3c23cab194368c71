/** Tables that tests work on, as the core would hand them to the adapter. */
import { id, int, nullable, type Row, type StoredTable, text } from '@calotype/core/storage'

export function table(
  name: string,
  columns: StoredTable['columns'],
  more: Partial<Omit<StoredTable, 'name' | 'columns'>> = {},
): StoredTable {
  return { name, columns, primaryKey: ['id'], uniques: [], indexes: [], appendOnly: false, log: false, ...more }
}

/** Two unique constraints beside the key. */
export const seats = table(
  'hall_seat',
  { id: id(), place: nullable(text(40)), guest: nullable(text(40)), visits: int() },
  {
    uniques: [
      { name: 'place', columns: ['place'] },
      { name: 'guest', columns: ['guest'] },
    ],
    indexes: [{ name: 'byVisits', columns: ['visits'] }],
  },
)

export const seat = (key: string, place: string | null, guest: string | null = null, visits = 1): Row => ({
  id: key,
  place,
  guest,
  visits,
})

export const visits = table('hall_visit', { id: id(), note: text(100) }, { appendOnly: true, log: true })

export const eq = (column: string, value: Row[string]) => ({ kind: 'compare', column, is: 'eq', value }) as const
export const byId = { orderBy: [{ column: 'id', direction: 'asc' }], limit: 'all' } as const
