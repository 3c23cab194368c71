/** Reading over a session: in a snapshot, in a transaction, in the transaction of a host. */
import type { Aggregate, Find, Followed, Reads, Row, StoredTable } from '@calotype/core/storage'
import { aggregateQuery } from './aggregate-query.ts'
import { findQuery } from './find-query.ts'
import { followLog } from './follow.ts'
import type { Session } from './session.ts'
import { streamRows } from './stream.ts'

export class SqlReads<S extends Session = Session> implements Reads {
  protected readonly session: S

  constructor(session: S) {
    this.session = session
  }

  async find(table: StoredTable, find: Find): Promise<Row[]> {
    const plan = this.session.store.plan(table)
    const { statement, parameters, columns } = findQuery(plan, find)
    return plan.rows((await this.session.run(table, statement, parameters)).rows, columns)
  }

  async aggregate(table: StoredTable, aggregate: Aggregate): Promise<Row[]> {
    const query = aggregateQuery(this.session.store.plan(table), aggregate)
    return query.rows((await this.session.run(table, query.statement, query.parameters)).rows)
  }

  stream(table: StoredTable, find: Find): AsyncIterable<Row> {
    return streamRows(this.session, table, find)
  }

  follow(log: StoredTable, cursor: string | null, limit: number): Promise<Followed> {
    return followLog(this.session, log, cursor, limit)
  }
}
