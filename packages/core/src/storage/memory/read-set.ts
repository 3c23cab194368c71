import type { RowTest } from './condition.ts'
import type { Change } from './history.ts'
import type { Query } from './query.ts'
import type { TableData } from './table-data.ts'

interface TableReads {
  readonly keys: Set<string>
  readonly tests: RowTest[]
}

/**
 * What a serializable transaction has looked for. Nothing of it may have changed by the time it commits, phantoms
 * included: then it is as if all of it had happened at that moment.
 */
export class ReadSet {
  readonly #tables = new Map<TableData, TableReads>()

  /** Rows that match a query. */
  note(query: Query): void {
    const reads = this.#of(query.data)
    if (query.keys === undefined) reads.tests.push(query.matches)
    else for (const key of query.keys) reads.keys.add(key)
  }

  noteKey(data: TableData, key: string): void {
    this.#of(data).keys.add(key)
  }

  noteTest(data: TableData, test: RowTest): void {
    this.#of(data).tests.push(test)
  }

  /** The first change that touches what was read. */
  missed(changes: Iterable<Change>): Change | undefined {
    for (const change of changes) {
      const reads = this.#tables.get(change.data)
      if (reads === undefined) continue
      if (reads.keys.has(change.chain.key)) return change
      const { before, after } = change
      for (const test of reads.tests) {
        if ((before !== null && test(before)) || (after !== null && test(after))) return change
      }
    }
    return undefined
  }

  #of(data: TableData): TableReads {
    let reads = this.#tables.get(data)
    if (reads === undefined) {
      reads = { keys: new Set(), tests: [] }
      this.#tables.set(data, reads)
    }
    return reads
  }
}
