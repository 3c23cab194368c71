/** Changes rows that were read and locked, in one statement for all that become alike. */
import type { CommandContext } from '../engine/context.ts'
import type { ChangeOf, RowOf, Table } from '../storage/table.ts'

/** Answers the rows as they then stand, in the order given. */
export async function updateAlike<T extends Table>(
  { store }: CommandContext,
  table: T,
  changes: readonly { readonly row: RowOf<T>; readonly set: ChangeOf<T> }[],
): Promise<RowOf<T>[]> {
  const alike = new Map<string, { set: ChangeOf<T>; rows: RowOf<T>[] }>()
  for (const { row, set } of changes) {
    const key = JSON.stringify(Object.entries(set).sort(([one], [other]) => (one < other ? -1 : 1)))
    const group = alike.get(key) ?? { set, rows: [] }
    group.rows.push(row)
    alike.set(key, group)
  }
  const changed = new Map<RowOf<T>, RowOf<T>>()
  for (const { set, rows } of alike.values()) {
    const after = await store.updateAll(table, rows, set)
    for (const [at, row] of rows.entries()) changed.set(row, after[at] ?? row)
  }
  return changes.map(({ row }) => changed.get(row) ?? row)
}
