/** The catalogue of MySQL, read in five statements however many tables there are. */
import { notesTable, once, type RawSchema, type RawTable, type SqlConnection, type Stored } from '@calotype/storage-sql'
import { errorNumber, numberOf } from './driver-error.ts'

/** Views are no tables. */
const tablesQuery = once(
  "select table_name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'",
)

/**
 * MariaDB calls a column without a default one whose default is the word NULL. Joined with the tables, it would open every table anew for
 * each: twenty times the time.
 */
const columnsQuery = once(`
select table_name, column_name, is_nullable,
  (column_default is not null and column_default <> 'NULL') or extra like '%auto_increment%' or extra like '%DEFAULT_GENERATED%'
from information_schema.columns
where table_schema = database()
order by table_name, ordinal_position`)

const indexesQuery = once(`
select table_name, index_name, non_unique, column_name
from information_schema.statistics
where table_schema = database() and column_name is not null and sub_part is null
order by table_name, index_name, seq_in_index`)

/** Under which name a step of a migration is noted while it is carried out. */
export const unfinishedNote = 'calotype:unfinished'

const notesQuery = once(`select name, value from ${notesTable} where name <> '${unfinishedNote}'`)

/** Tables looked into at once. */
const askedAtOnce = 500

interface Draft {
  readonly columns: { name: string; nullable: boolean; hasDefault: boolean }[]
  readonly primaryKey: string[]
  readonly indexes: Map<string, { unique: boolean; columns: string[] }>
}

/** How often the catalogue is read again, where a migration of another process changes it meanwhile. */
const attempts = 20
const rollback = once('rollback')

export async function introspect(connection: SqlConnection): Promise<RawSchema> {
  // Out of the snapshot that was begun for it: a table that is changed after that moment cannot be looked into there.
  await connection.query(rollback, [])
  for (let attempt = 1; ; attempt++) {
    try {
      return await readCatalogue(connection)
    } catch (error) {
      const number = numberOf(error)
      const changing = number === errorNumber.tableChanged || number === errorNumber.noSuchTable
      if (!changing || attempt === attempts) throw error
    }
  }
}

async function readCatalogue(connection: SqlConnection): Promise<RawSchema> {
  const tables = new Set((await connection.query(tablesQuery, [])).rows.map(([name]) => String(name)))
  const drafts = new Map<string, Draft>()
  for (const [table, name, nullable, hasDefault] of (await connection.query(columnsQuery, [])).rows) {
    const found = String(table)
    if (!tables.has(found)) continue
    const draft: Draft = drafts.get(found) ?? { columns: [], primaryKey: [], indexes: new Map() }
    drafts.set(found, draft)
    draft.columns.push({ name: String(name), nullable: nullable === 'YES', hasDefault: isTrue(hasDefault) })
  }
  for (const [table, index, shared, column] of (await connection.query(indexesQuery, [])).rows) {
    const draft = drafts.get(String(table))
    if (draft === undefined) continue
    if (index === 'PRIMARY') {
      draft.primaryKey.push(String(column))
      continue
    }
    const found = draft.indexes.get(String(index)) ?? { unique: !isTrue(shared), columns: [] }
    draft.indexes.set(String(index), found)
    found.columns.push(String(column))
  }
  const notes = drafts.has(notesTable)
    ? (await connection.query(notesQuery, [])).rows.map(([name, value]) => [String(name), String(value)] as const)
    : undefined
  const empty = await emptyTables(connection, [...drafts.keys()])
  return { tables: [...drafts].map(([name, draft]) => tableOf(name, draft, empty.has(name))), notes }
}

const isTrue = (stored: Stored | undefined): boolean => String(stored) === '1'

function tableOf(name: string, draft: Draft, empty: boolean): RawTable {
  const indexes = [...draft.indexes].map(([index, { unique, columns }]) => ({ name: index, unique, columns }))
  return { name, columns: draft.columns, primaryKey: draft.primaryKey, indexes, empty }
}

async function emptyTables(connection: SqlConnection, names: readonly string[]): Promise<ReadonlySet<string>> {
  const empty = new Set<string>()
  for (let from = 0; from < names.length; from += askedAtOnce) {
    const asked = names.slice(from, from + askedAtOnce)
    const looks = asked.map((name) => `exists(select 1 from \`${name.replaceAll('`', '``')}\`)`)
    const { rows } = await connection.query(once(`select ${looks.join(', ')}`), [])
    asked.forEach((name, at) => {
      if (!isTrue(rows[0]?.[at])) empty.add(name)
    })
  }
  return empty
}
