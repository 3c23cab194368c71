/** What a transaction or snapshot hands to those who read. */
import type { Aggregate, Find, Followed, Reads, Row } from '../port.ts'
import type { StoredTable } from '../table.ts'
import { aggregated } from './aggregation.ts'
import { refused } from './failure.ts'
import { firstRows, rowOrder } from './ordering.ts'
import { query } from './query.ts'
import type { Transaction } from './transaction.ts'

export class MemoryReads implements Reads {
  protected readonly tx: Transaction

  constructor(tx: Transaction) {
    this.tx = tx
  }

  find(table: StoredTable, find: Find): Promise<Row[]> {
    return this.tx.statements.read(() => found(this.tx, table, find))
  }

  async *stream(table: StoredTable, find: Find): AsyncGenerator<Row, void, void> {
    // The rows stand in memory already, so the list of them is all that it takes to stay at one moment.
    for (const row of await this.find(table, find)) {
      this.tx.checkUsable()
      yield row
    }
  }

  aggregate(table: StoredTable, aggregate: Aggregate): Promise<Row[]> {
    return this.tx.statements.read(() => {
      const data = this.tx.database.table(table.name)
      const rows = found(this.tx, table, { where: aggregate.where, orderBy: [], limit: 'all' })
      return aggregated(data.columnOf, rows, aggregate)
    })
  }

  follow(log: StoredTable, cursor: string | null, limit: number): Promise<Followed> {
    return this.tx.statements.read(() => {
      const data = this.tx.database.table(log.name)
      if (data.log === undefined) throw refused(`table ${log.name} is not a log`)
      this.tx.reads?.noteTest(data, () => true)
      const read = data.log.read(cursor, limit, this.tx.snapshot)
      return { rows: read.rows.map((row) => data.shown(log, row)), cursor: read.cursor }
    })
  }
}

function found(tx: Transaction, table: StoredTable, find: Find): Row[] {
  const data = tx.database.table(table.name)
  const asked = query(data, find)
  tx.reads?.note(asked)
  const rows: Row[] = []
  for (const chain of asked.candidates()) {
    const row = tx.see(chain)
    if (row !== undefined && asked.matches(row)) rows.push(row)
  }
  const order = find.orderBy.length === 0 ? undefined : rowOrder(data.columnOf, find.orderBy)
  return firstRows(rows, order, find.limit).map((row) => data.shown(table, row))
}
