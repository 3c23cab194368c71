/**
 * Writing as rooms do it, inside a command. Inserts wait and leave late, as few statements with many rows; a read of their
 * table sends them, or the end of the command takes them. Every change to a table that is not a fact or derived is recorded for the audit.
 */
import { defineError } from '../values/calotype-error.ts'
import type { ValueOf } from './column.ts'
import { AppendOnly, VersionConflict } from './errors.ts'
import type { Filter } from './filter.ts'
import type { Batch, LockWait, Row, Tx } from './port.ts'
import { checkBranch, type Schema, type Scope, storedForm } from './scope.ts'
import { checkedLimit, type FindOptions, type KeyOf, keyFilter, ScopedReads } from './scoped-reads.ts'
import type { ChangeOf, NewRowOf, RowOf, StoredTable, Table } from './table.ts'
import { checkedChange, completeRow, differing, keyTextOf, pick } from './written-row.ts'

export const StoreEnded = defineError<Record<never, never>>({
  code: 'STORE_ENDED',
  status: 500,
  summary: 'The store of a command was used after the command had ended.',
  message: () => 'The command had ended when its store was used; nothing of this call was kept.',
  mend: 'Await every call before the function of the operation returns.',
})

/** One audited change of one row: of an update its members that changed, else the whole row. */
export interface RecordedChange {
  readonly table: string
  readonly recordId: string
  readonly kind: 'insert' | 'update' | 'delete'
  readonly before: Row | null
  readonly after: Row | null
}

interface Waiting {
  readonly stored: StoredTable
  readonly rows: Row[]
  readonly byKey: Map<string, number>
}

/** What waits to be added to counters. */
interface Sums {
  readonly stored: StoredTable
  readonly columns: readonly string[]
  readonly byKey: Map<string, Row>
}

/** The columns of money and whole numbers of a table. */
type CounterColumn<T extends Table> = {
  [K in keyof T['columns'] & string]: T['columns'][K]['kind'] extends 'money' | 'int' ? K : never
}[keyof T['columns'] & string]

/** The columns of whole numbers of a table. */
type IntColumn<T extends Table> = {
  [K in keyof T['columns'] & string]: T['columns'][K]['kind'] extends 'int' ? K : never
}[keyof T['columns'] & string]

/** Columns of int, money and decimal kind. */
type Amounts<T extends Table> = {
  readonly [K in keyof T['columns']]?: T['columns'][K]['kind'] extends 'int' | 'money' | 'decimal'
    ? ValueOf<T['columns'][K]>
    : never
}

export class ScopedStore extends ScopedReads {
  readonly #tx: Tx
  readonly #waiting = new Map<Table, Waiting>()
  readonly #sums = new Map<Table, Sums>()
  #changes: RecordedChange[] = []
  readonly #written = new Set<Table>()
  #ended = false
  #undone = 0

  constructor(tx: Tx, schema: Schema, scope: Scope) {
    super(tx, schema, scope)
    this.#tx = tx
  }

  /** What was changed so far, for the audit. */
  get changes(): readonly RecordedChange[] {
    return this.#changes
  }

  /** Whether anything was written, sent or waiting. */
  get hasWritten(): boolean {
    return this.#written.size > 0
  }

  /** Whether anything was written to a table, sent or waiting. */
  hasWrittenTo(table: Table): boolean {
    return this.#written.has(table)
  }

  /** How many savepoints were undone. What a command locked within one of them may be locked no more. */
  get undone(): number {
    return this.#undone
  }

  /**
   * Whether every read sees what was committed last. So it is in transactions of the engine, which are read committed; a host's own may answer of the
   * moment at which it began, and there only locked rows are the newest.
   */
  get readsNewest(): boolean {
    return !('hostConnection' in this.#tx)
  }

  override async get<T extends Table>(table: T, key: KeyOf<T>): Promise<RowOf<T> | undefined> {
    const waiting = this.#waiting.get(table)
    if (waiting !== undefined) {
      const place = waiting.byKey.get(keyTextOf(table, keyFilter(table, key)))
      if (place !== undefined) return waiting.rows[place] as unknown as RowOf<T>
    }
    return super.get(table, key)
  }

  /** The row with this key, locked until the command ends. */
  async getForUpdate<T extends Table>(table: T, key: KeyOf<T>): Promise<RowOf<T> | undefined> {
    const where = keyFilter(table, key)
    const place = this.#waiting.get(table)?.byKey.get(keyTextOf(table, where))
    if (place !== undefined) return this.#waiting.get(table)?.rows[place] as unknown as RowOf<T>
    const [row] = await this.findForUpdate(table, { where: where as Filter<RowOf<T>>, limit: 1 })
    return row
  }

  async findForUpdate<T extends Table>(
    table: T,
    options: FindOptions<T>,
    wait: LockWait = 'wait',
  ): Promise<RowOf<T>[]> {
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    const rows = await this.#tx.findForUpdate(
      stored,
      {
        where: this.conditions(table, stored, options.where),
        orderBy: this.order(stored, options.orderBy),
        limit: checkedLimit(options.limit),
      },
      wait,
    )
    return rows as unknown as RowOf<T>[]
  }

  /** Locks names within the tenant until the command ends: guards what does not exist yet. Answers the names locked. */
  async lock(keys: readonly string[], wait: LockWait = 'wait'): Promise<readonly string[]> {
    this.#mustStand()
    const lead = `${this.scope.tenant}\u001f`
    const sorted = [...new Set(keys)].sort().map((key) => lead + key)
    const locked = await this.#tx.lockKeys(sorted, wait)
    return locked.map((key) => key.slice(lead.length))
  }

  /** Inserts a row, late; answers it as it will be read. */
  insert<T extends Table>(table: T, row: NewRowOf<T>): RowOf<T> {
    this.#mustStand()
    const stored = storedForm(this.schema, table)
    const full = completeRow(table, stored, this.scope, row as Row)
    this.#written.add(table)
    let waiting = this.#waiting.get(table)
    if (waiting === undefined) {
      waiting = { stored, rows: [], byKey: new Map() }
      this.#waiting.set(table, waiting)
    }
    waiting.byKey.set(keyTextOf(table, full), waiting.rows.length)
    waiting.rows.push(full)
    if (recorded(table)) this.#record(table, 'insert', full, null, full)
    return full as unknown as RowOf<T>
  }

  /** Inserts rows, late. */
  insertAll<T extends Table>(table: T, rows: readonly NewRowOf<T>[]): RowOf<T>[] {
    return rows.map((row) => this.insert(table, row))
  }

  /**
   * Inserts at once those rows that meet no row with the same values for `constraint` (`primary`, or a name of `uniques`);
   * answers how many were inserted. Not audited row by row: for projections and marks.
   */
  async insertNew<T extends Table>(table: T, rows: readonly NewRowOf<T>[], constraint: string): Promise<number> {
    if (rows.length === 0) return 0
    this.#written.add(table)
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    const full = rows.map((row) => completeRow(table, stored, this.scope, row as Row))
    return this.#tx.insert(stored, full, constraint)
  }

  /**
   * Changes a row that was read: `VersionConflict` if somebody changed it since. Answers the row as it then stands.
   */
  async update<T extends Table>(table: T, row: RowOf<T>, set: ChangeOf<T>): Promise<RowOf<T>> {
    refuseFacts(table)
    this.#mustStand()
    const stored = storedForm(this.schema, table)
    const key = keyFilter(table, row as KeyOf<T>)
    const keyText = keyTextOf(table, key)
    const waiting = this.#waiting.get(table)
    const place = waiting?.byKey.get(keyText)
    // A row that still waits has one state only: the change goes into that, whatever copy of it the caller holds.
    const before = (place === undefined ? undefined : waiting?.rows[place]) ?? (row as unknown as Row)
    const change = differing(before, checkedChange(table, stored, set as Row))
    if (Object.keys(change).length === 0) return before as unknown as RowOf<T>
    this.#written.add(table)
    const version = Number(before.version)
    const after: Row = { ...before, ...change, version: version + 1 }
    checkBranch(this.scope, table, before)
    checkBranch(this.scope, table, after)
    if (recorded(table)) this.#record(table, 'update', before, pick(before, change), change)
    if (waiting !== undefined && place !== undefined) {
      waiting.rows[place] = { ...after, version }
      return waiting.rows[place] as unknown as RowOf<T>
    }
    const where = this.conditions(table, stored, { ...key, version })
    const changed = await this.#tx.update(stored, where, change, { version: 1 })
    if (changed !== 1) throw VersionConflict.create({ table: table.name, key: keyText, expected: version })
    return after as unknown as RowOf<T>
  }

  /**
   * Changes rows that were read all alike, in one statement: sets, and adds to whole numbers. `VersionConflict` if somebody changed
   * one of them since. Audited row by row. Answers the rows as they then stand.
   */
  async updateAll<T extends Table>(
    table: T,
    rows: readonly RowOf<T>[],
    set: ChangeOf<T>,
    add: { readonly [K in IntColumn<T>]?: number } = {},
  ): Promise<RowOf<T>[]> {
    refuseFacts(table)
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    const change = checkedChange(table, stored, set as Row)
    const amounts = checkedChange(table, stored, add as Row)
    const adds = Object.keys(amounts).length > 0
    const differ = rows.filter((row) => adds || Object.keys(differing(row as unknown as Row, change)).length > 0)
    if (differ.length === 0) return [...rows]
    this.#written.add(table)
    const changed = new Map<RowOf<T>, RowOf<T>>()
    for (const row of differ) {
      const before = row as unknown as Row
      const after: Record<string, Row[string]> = { ...before, ...change, version: Number(before.version) + 1 }
      for (const [name, more] of Object.entries(amounts)) after[name] = Number(before[name]) + Number(more)
      checkBranch(this.scope, table, before)
      checkBranch(this.scope, table, after)
      changed.set(row, after as unknown as RowOf<T>)
    }
    const where = this.conditions(table, stored, { anyOf: versionsOf(table, differ as unknown as readonly Row[]) })
    const count = await this.#tx.update(stored, where, change, { ...amounts, version: 1 })
    if (count !== differ.length) {
      const [first] = differ as unknown as readonly Row[]
      const key = differ.map((row) => keyTextOf(table, row as unknown as Row)).join(', ')
      throw VersionConflict.create({ table: table.name, key, expected: Number(first?.version) })
    }
    if (recorded(table)) {
      for (const row of differ) {
        const before = row as unknown as Row
        const after = changed.get(row) as unknown as Row
        const own = differing(before, pick(after, { ...change, ...amounts }))
        this.#record(table, 'update', before, pick(before, own), own)
      }
    }
    return rows.map((row) => changed.get(row) ?? row)
  }

  /**
   * Sets and adds in one guarded statement, on every row that fits; answers how many. With the guard in `where`
   * (`{ quantity: { gte: 3 } }`) and the change in `add`, no reading is needed and no update is lost.
   */
  async updateWhere<T extends Table>(
    table: T,
    where: Filter<RowOf<T>>,
    set: ChangeOf<T>,
    add: Amounts<T> = {},
  ): Promise<number> {
    refuseFacts(table)
    this.#written.add(table)
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    const change = checkedChange(table, stored, set as Row)
    const amounts = checkedChange(table, stored, add as Row)
    const matching = this.conditions(table, stored, where)
    const changed = await this.#tx.update(stored, matching, change, { ...amounts, version: 1 })
    if (changed > 0 && recorded(table)) {
      const added = Object.keys(amounts).length > 0 ? { added: amounts } : {}
      // The rows were not read, so the filter says which they were.
      const after = { ...change, ...added, where } as unknown as Row
      this.#changes.push({ table: table.name, recordId: '*', kind: 'update', before: null, after })
    }
    return changed
  }

  /** Deletes a row that was read: `VersionConflict` if somebody changed it since. */
  async delete<T extends Table>(table: T, row: RowOf<T>): Promise<void> {
    refuseFacts(table)
    const before = row as unknown as Row
    checkBranch(this.scope, table, before)
    const key = keyFilter(table, before as KeyOf<T>)
    const version = Number(before.version)
    const deleted = await this.deleteWhere(table, { ...key, version } as unknown as Filter<RowOf<T>>)
    if (deleted !== 1)
      throw VersionConflict.create({ table: table.name, key: keyTextOf(table, key), expected: version })
    if (recorded(table)) this.#record(table, 'delete', before, before, null)
  }

  /** Deletes every row that fits; answers how many. Not audited row by row: for projections and marks. */
  async deleteWhere<T extends Table>(table: T, where: Filter<RowOf<T>>): Promise<number> {
    refuseFacts(table)
    this.#written.add(table)
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    return this.#tx.delete(stored, this.conditions(table, stored, where))
  }

  /** Counters: adds `columns` of each row to the row with its key, or inserts it; answers the rows as they then stand. */
  async accumulate<T extends Table>(
    table: T,
    rows: readonly NewRowOf<T>[],
    columns: readonly (keyof T['columns'] & string)[],
  ): Promise<RowOf<T>[]> {
    if (rows.length === 0) return []
    this.#written.add(table)
    await this.settle(table)
    const stored = storedForm(this.schema, table)
    const full = rows.map((row) => completeRow(table, stored, this.scope, row as Row))
    return (await this.#tx.accumulate(stored, full, columns)) as unknown as RowOf<T>[]
  }

  /**
   * Adds to counters late: once for all that a command adds to a row, at its end or before its table is read. For sums that
   * the command itself does not ask for.
   */
  accumulateLate<T extends Table>(table: T, rows: readonly NewRowOf<T>[], columns: readonly CounterColumn<T>[]): void {
    this.#mustStand()
    if (rows.length === 0) return
    this.#written.add(table)
    const stored = storedForm(this.schema, table)
    const sums = this.#sums.get(table) ?? { stored, columns, byKey: new Map<string, Row>() }
    this.#sums.set(table, sums)
    for (const row of rows) {
      const full = completeRow(table, stored, this.scope, row as Row)
      const key = keyTextOf(table, full)
      const before = sums.byKey.get(key)
      sums.byKey.set(key, before === undefined ? full : withSums(before, full, columns))
    }
  }

  /** Runs `work`; if it throws, undoes its writes and throws on, and the command can go on. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    await this.flush()
    const changes = [...this.#changes]
    try {
      return await this.#tx.savepoint(async () => {
        const result = await work()
        await this.flush()
        return result
      })
    } catch (error) {
      this.#undone++
      this.#waiting.clear()
      this.#sums.clear()
      this.#changes = changes
      throw error
    }
  }

  /** Sends everything that waits. */
  async flush(): Promise<void> {
    for (const table of [...this.#waiting.keys()]) await this.settle(table)
    await this.flushSums()
  }

  /** Sends the sums that wait: the last thing that a command does before {@link end}. */
  async flushSums(): Promise<void> {
    for (const table of [...this.#sums.keys()]) await this.settle(table)
  }

  /**
   * Hands out everything that still waits, for the end of the transaction, and takes nothing more: what came later would be
   * kept without its audit, or lost.
   */
  end(): readonly Batch[] {
    this.#ended = true
    const batches = [...this.#waiting.values()].map(({ stored, rows }): Batch => ({ table: stored, rows }))
    this.#waiting.clear()
    return batches
  }

  #mustStand(): void {
    if (this.#ended) throw StoreEnded.create({})
  }

  protected override async settle(table: Table): Promise<void> {
    this.#mustStand()
    const waiting = this.#waiting.get(table)
    if (waiting !== undefined) {
      this.#waiting.delete(table)
      await this.#tx.insert(waiting.stored, waiting.rows)
    }
    const sums = this.#sums.get(table)
    if (sums !== undefined) {
      this.#sums.delete(table)
      await this.#tx.accumulate(sums.stored, [...sums.byKey.values()], sums.columns)
    }
  }

  #record(table: Table, kind: RecordedChange['kind'], row: Row, before: Row | null, after: Row | null): void {
    this.#changes.push({ table: table.name, recordId: keyTextOf(table, row), kind, before, after })
  }
}

/** Facts that still wait to be sent are facts already. */
function refuseFacts(table: Table): void {
  if (table.appendOnly) throw AppendOnly.create({ table: table.name })
}

/** Filters for rows by their keys, each with the version in which it was read: one for all rows of a version where the key is one column. */
function versionsOf(table: Table, rows: readonly Row[]): readonly object[] {
  const [only] = table.key
  if (table.key.length !== 1 || only === undefined) {
    return rows.map((row) => ({ ...keyFilter(table, row as KeyOf<Table>), version: Number(row.version) }))
  }
  const byVersion = new Map<number, Row[string][]>()
  for (const row of rows) {
    const version = Number(row.version)
    byVersion.set(version, [...(byVersion.get(version) ?? []), row[only] ?? null])
  }
  return [...byVersion].map(([version, keys]) => ({ version, [only]: { in: keys } }))
}

function withSums(before: Row, added: Row, columns: readonly string[]): Row {
  const sums: Record<string, bigint | number> = {}
  for (const name of columns) {
    const [one, other] = [before[name], added[name]]
    if (typeof one === 'bigint' && typeof other === 'bigint') sums[name] = one + other
    else sums[name] = Number(one) + Number(other)
  }
  return { ...before, ...sums }
}

const recorded = (table: Table): boolean => !table.appendOnly && !table.derived
