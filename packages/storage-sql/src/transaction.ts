/** The adapter's own transactions, and those of a host that it joins. */
import { randomBytes } from 'node:crypto'
import {
  AppendOnly,
  type Batch,
  type Find,
  type JoinedTx,
  type LockWait,
  type Row,
  StorageFailed,
  type StoredTable,
  type TransactionOptions,
  type Tx,
  type Where,
} from '@calotype/core/storage'
import { deleteQuery, updateQuery } from './change-query.ts'
import { commit, rollBack } from './ending.ts'
import { findQuery } from './find-query.ts'
import { SqlReads } from './reads.ts'
import { type JoinedSession, PooledSession, type Session } from './session.ts'
import type { Store } from './store.ts'
import { once } from './table-plan.ts'
import type { Runner } from './runner.ts'

/** Writing over a session, whoever opened it. */
abstract class SqlWrites<S extends Session> extends SqlReads<S> implements Tx {
  #depth = 0

  protected get inSavepoint(): boolean {
    return this.#depth > 0
  }

  /** What the names of savepoints begin with. */
  protected readonly savepointLead: string = 'calotype_'

  abstract insertAtEnd(batches: readonly Batch[]): Promise<void>
  /** Called when a savepoint has undone what failed in it. */
  protected abstract undone(failedBefore: boolean): void
  protected abstract get hasFailed(): boolean

  async lockKeys(keys: readonly string[], wait: LockWait): Promise<readonly string[]> {
    if (keys.length === 0) return []
    const { keyLocks } = this.session.store.dialect
    return keyLocks.lock(this.#runner(undefined), keys, wait)
  }

  async findForUpdate(table: StoredTable, find: Find, wait: LockWait): Promise<Row[]> {
    const plan = this.session.store.plan(table)
    const lock = this.session.store.dialect.lockClause[wait]
    const { statement, parameters } = findQuery(plan, find, { lock })
    return plan.rows((await this.session.run(table, statement, parameters)).rows)
  }

  async insert(table: StoredTable, rows: readonly Row[], skip?: string): Promise<number> {
    const { dialect } = this.session.store
    const plan = this.session.store.plan(table)
    if (skip !== undefined) plan.constraint(skip)
    if (rows.length === 0) return 0
    return dialect.writer.insert(this.#runner(table), plan, rows, skip)
  }

  async accumulate(table: StoredTable, rows: readonly Row[], columns: readonly string[]): Promise<Row[]> {
    refuseFacts(table)
    if (rows.length === 0) return []
    const { dialect } = this.session.store
    return dialect.writer.accumulate(this.#runner(table), this.session.store.plan(table), rows, columns)
  }

  async update(table: StoredTable, where: Where, set: Row, add: Row = {}): Promise<number> {
    refuseFacts(table)
    const { statement, parameters } = updateQuery(this.session.store.plan(table), where, set, add)
    return (await this.session.run(table, statement, parameters)).changed
  }

  async delete(table: StoredTable, where: Where): Promise<number> {
    refuseFacts(table)
    const { statement, parameters } = deleteQuery(this.session.store.plan(table), where)
    return (await this.session.run(table, statement, parameters)).changed
  }

  /** For those who know statements only, such as the writing of a table. */
  #runner(table: StoredTable | undefined): Runner {
    return {
      pipelines: this.session.pipelines,
      run: (statement, parameters) => this.session.run(table, statement, parameters),
      savepoint: (work) => this.savepoint(work),
    }
  }

  /** Savepoints nest like brackets: one that is begun while another runs must also end before it. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `${this.savepointLead}${++this.#depth}`
    const failedBefore = this.hasFailed
    const run = (text: string) => this.session.run(undefined, once(text), [])
    try {
      await run(`savepoint ${name}`)
      let result: T
      try {
        result = await work()
      } catch (error) {
        await run(`rollback to savepoint ${name}`)
        this.undone(failedBefore)
        await run(`release savepoint ${name}`)
        throw error
      }
      await run(`release savepoint ${name}`)
      return result
    } finally {
      this.#depth--
    }
  }
}

function refuseFacts(table: StoredTable): void {
  if (table.appendOnly) throw AppendOnly.create({ table: table.name })
}

export class SqlTransaction extends SqlWrites<PooledSession> {
  #last: readonly Batch[] | undefined

  constructor(store: Store, { signal, isolation = 'read-committed' }: TransactionOptions) {
    super(new PooledSession(store, 'transaction', store.dialect.begin[isolation], signal))
  }

  protected get hasFailed(): boolean {
    return this.session.failed
  }

  protected undone(failedBefore: boolean): void {
    this.session.failed = failedBefore
  }

  async insertAtEnd(batches: readonly Batch[]): Promise<void> {
    if (this.session.over) throw this.session.ended()
    if (this.#last !== undefined) {
      throw StorageFailed.create({ store: this.session.store.name, reason: 'insertAtEnd was called twice' })
    }
    if (this.inSavepoint) {
      throw StorageFailed.create({
        store: this.session.store.name,
        reason: 'insertAtEnd was called inside a savepoint',
      })
    }
    this.#last = batches.filter(({ rows }) => rows.length > 0)
    this.session.complete()
  }

  commit(): Promise<void> {
    return commit(this.session, this.#last ?? [])
  }

  abandon(): Promise<void> {
    return rollBack(this.session)
  }
}

/** Works inside a transaction that the host opened, and ends with it. */
export class JoinedTransaction extends SqlWrites<JoinedSession> implements JoinedTx {
  readonly hostConnection: object
  /** Never the name of a savepoint of the host's, or of another store's: each would undo or free the other. */
  protected override readonly savepointLead = `calotype_${randomBytes(6).toString('hex')}_`

  /** `hostConnection`: the innermost object of the driver, whatever wrapper of it the host handed in. */
  constructor(session: JoinedSession, hostConnection: object) {
    super(session)
    this.hostConnection = hostConnection
  }

  protected get hasFailed(): boolean {
    return false
  }

  protected undone(): void {}

  /** Nobody tells when the host commits, so they are sent at once. */
  async insertAtEnd(batches: readonly Batch[]): Promise<void> {
    for (const { table, rows } of batches) await this.insert(table, rows)
  }
}
