import type { Batch, Find, LockWait, Row, Tx, Where } from '../port.ts'
import type { StoredTable } from '../table.ts'
import { findForUpdate, lockKeys, remove, update } from './change.ts'
import { accumulate, insert, insertAtEnd } from './insert.ts'
import { MemoryReads } from './reads.ts'

/** What the function of a transaction is given. What it is handed is copied at the call, before anything waits. */
export class MemoryTx extends MemoryReads implements Tx {
  lockKeys(keys: readonly string[], wait: LockWait): Promise<readonly string[]> {
    const names = [...keys]
    return this.tx.statements.run(() => lockKeys(this.tx, names, wait))
  }

  findForUpdate(table: StoredTable, find: Find, wait: LockWait): Promise<Row[]> {
    return this.tx.statements.run(() => findForUpdate(this.tx, table, find, wait))
  }

  insert(table: StoredTable, rows: readonly Row[], skip?: string): Promise<number> {
    return this.#withRows(table, rows, (stored) => this.tx.statements.run(() => insert(this.tx, table, stored, skip)))
  }

  accumulate(table: StoredTable, rows: readonly Row[], columns: readonly string[]): Promise<Row[]> {
    const names = [...columns]
    return this.#withRows(table, rows, (stored) =>
      this.tx.statements.run(() => accumulate(this.tx, table, stored, names)),
    )
  }

  update(table: StoredTable, where: Where, set: Row, add?: Row): Promise<number> {
    const values = { ...set }
    const amounts = { ...add }
    return this.tx.statements.run(() => update(this.tx, table, where, values, amounts))
  }

  delete(table: StoredTable, where: Where): Promise<number> {
    return this.tx.statements.run(() => remove(this.tx, table, where))
  }

  savepoint<T>(work: () => Promise<T>): Promise<T> {
    return this.tx.statements.watched(this.#savepoint(work))
  }

  insertAtEnd(batches: readonly Batch[]): Promise<void> {
    try {
      const stored = batches.map(({ table, rows }) => {
        const data = this.tx.database.table(table.name)
        return { table, rows: rows.map((row) => data.rowOf(row)) }
      })
      return this.tx.statements.run(() => insertAtEnd(this.tx, stored))
    } catch (error) {
      return this.#refuse(error)
    }
  }

  async #savepoint<T>(work: () => Promise<T>): Promise<T> {
    const { statements } = this.tx
    const point = await statements.read(() => this.tx.setSavepoint())
    let result: T
    try {
      result = await work()
    } catch (error) {
      await statements.whenFree(() => this.tx.endSavepoint(point, true))
      throw error
    }
    await statements.whenFree(() => this.tx.endSavepoint(point, false))
    return result
  }

  #withRows<T>(table: StoredTable, rows: readonly Row[], write: (stored: readonly Row[]) => Promise<T>): Promise<T> {
    try {
      const data = this.tx.database.table(table.name)
      return write(rows.map((row) => data.rowOf(row)))
    } catch (error) {
      return this.#refuse(error)
    }
  }

  /** As a statement that fails when its turn comes. */
  #refuse<T>(error: unknown): Promise<T> {
    return this.tx.statements.read(() => {
      throw error
    })
  }
}
