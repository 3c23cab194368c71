/** What takes a step of a migration back. MySQL commits every statement that changes the schema, so a step is undone by another. */
import { type MigrationStep, snakeCase } from '@calotype/core/storage'
import {
  indexName,
  notesTable,
  once,
  place,
  positionsTable,
  type RawSchema,
  type RawTable,
  type DialectWords,
  type SqlValue,
  type Statement,
  textOf,
} from '@calotype/storage-sql'
import { type RawBuilder, sql } from 'kysely'

export interface Undoing {
  readonly statement: Statement
  readonly parameters: readonly SqlValue[]
}

const columnList = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)))

/** How the database gets back to `before`. Nothing that stood already is ever taken away. */
export function undoingOf(words: DialectWords, step: MigrationStep, before: RawSchema): readonly Undoing[] {
  const undoing = (piece: RawBuilder<unknown>, ...parameters: readonly SqlValue[]): Undoing => ({
    statement: once(textOf(words.builder, piece)),
    parameters,
  })
  const noteBack = (name: string): Undoing => {
    const stood = before.notes?.find(([one]) => one === name)
    const notes = words.tableRef(notesTable)
    return stood === undefined
      ? undoing(sql`delete from ${notes} where name = ${place()}`, name)
      : undoing(sql`update ${notes} set value = ${place()} where name = ${place()}`, stood[1], name)
  }
  if (step.kind === 'note') return [noteBack(step.name)]

  const { table } = step
  const stood = before.tables.find(({ name }) => name === table.name)
  const on = words.tableRef(table.name)
  const note = noteBack(tableNoteName(table.name))
  switch (step.kind) {
    case 'create-table': {
      if (stood !== undefined) return [note]
      const position = undoing(sql`delete from ${words.tableRef(positionsTable)} where log = ${place()}`, table.name)
      return [undoing(sql`drop table if exists ${on}`), position, note]
    }
    case 'add-column': {
      const isOurs = stood?.columns.every(({ name }) => name !== snakeCase(step.column)) === true
      const dropped = undoing(sql`alter table ${on} drop column ${sql.ref(snakeCase(step.column))}`)
      return [...triggersGone(step, words), ...(isOurs ? [dropped] : []), ...triggersBack(step, words, stood), note]
    }
    case 'create-index': {
      const name = indexName(table, step.index)
      if (stood?.indexes.some((index) => index.name === name) === true) return [note]
      return [undoing(sql`drop index ${sql.id(name)} on ${on}`), note]
    }
    case 'drop-index': {
      const name = indexName(table, step.index)
      const index = stood?.indexes.find((one) => one.name === name)
      if (index === undefined) return [note]
      const kind = sql.raw(index.unique ? 'unique index' : 'index')
      return [undoing(sql`create ${kind} ${sql.id(name)} on ${on} (${columnList(index.columns)})`), note]
    }
  }
}

type AddColumn = Extract<MigrationStep, { kind: 'add-column' }>

const asUndoing = (text: string): Undoing => ({ statement: once(text), parameters: [] })

/** A trigger that names a column keeps it from being dropped. */
export const triggersGone = ({ table }: AddColumn, words: DialectWords): readonly Undoing[] =>
  table.appendOnly ? words.dialect.ddl.appendOnlyDropped(table, words).map(asUndoing) : []

/** The triggers as they were: for the columns that stood. */
export function triggersBack(step: AddColumn, words: DialectWords, stood: RawTable | undefined): readonly Undoing[] {
  const { table } = step
  if (!table.appendOnly || stood === undefined) return []
  const standing = new Set(stood.columns.map(({ name }) => name))
  const columns = Object.keys(table.columns).filter((name) => standing.has(snakeCase(name)))
  return words.dialect.ddl.appendOnly(table, words, columns).map(asUndoing)
}

/** Under which name the shared SQL notes what it knows of a table. */
const tableNoteName = (table: string): string => `calotype:table:${table}`
