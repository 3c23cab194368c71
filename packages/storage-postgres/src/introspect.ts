/** The catalogue of PostgreSQL, read in four statements however many tables there are. */
import {
  notesTable,
  once,
  type RawSchema,
  type RawTable,
  type SchemaPlace,
  type SqlConnection,
  type Stored,
} from '@calotype/storage-sql'

const columnsQuery = once(`
select t.relname, c.attname, c.attnotnull, c.atthasdef or c.attidentity <> '' or c.attgenerated <> ''
from pg_class t join pg_attribute c on c.attrelid = t.oid
where t.relnamespace = $1::regnamespace and t.relkind in ('r', 'p') and c.attnum > 0 and not c.attisdropped
order by t.relname, c.attnum`)

const indexesQuery = once(`
select t.relname, i.relname, x.indisunique, x.indisprimary, c.attname
from pg_class t
join pg_index x on x.indrelid = t.oid and x.indpred is null and x.indexprs is null
join pg_class i on i.oid = x.indexrelid
cross join lateral unnest(x.indkey) with ordinality k(attnum, place)
join pg_attribute c on c.attrelid = t.oid and c.attnum = k.attnum
where t.relnamespace = $1::regnamespace and t.relkind in ('r', 'p')
order by t.relname, i.relname, k.place`)

/** Tables looked into at once. */
const askedAtOnce = 500

interface Draft {
  readonly columns: { name: string; nullable: boolean; hasDefault: boolean }[]
  readonly primaryKey: string[]
  readonly indexes: Map<string, { unique: boolean; columns: string[] }>
}

export async function introspect(
  connection: SqlConnection,
  place: SchemaPlace,
  textOfTable: (name: string) => string,
): Promise<RawSchema> {
  const schema = `"${(place.schema ?? 'public').replaceAll('"', '""')}"`
  const drafts = new Map<string, Draft>()
  for (const [table, name, required, hasDefault] of (await connection.query(columnsQuery, [schema])).rows) {
    const draft = draftOf(drafts, table)
    draft.columns.push({ name: String(name), nullable: required !== 't', hasDefault: hasDefault === 't' })
  }
  for (const [table, index, unique, primary, column] of (await connection.query(indexesQuery, [schema])).rows) {
    const draft = draftOf(drafts, table)
    if (primary === 't') {
      draft.primaryKey.push(String(column))
      continue
    }
    const found = draft.indexes.get(String(index)) ?? { unique: unique === 't', columns: [] }
    draft.indexes.set(String(index), found)
    found.columns.push(String(column))
  }
  const notes = drafts.has(notesTable)
    ? (await connection.query(once(`select name, value from ${textOfTable(notesTable)}`), [])).rows.map(
        ([name, value]) => [String(name), String(value)] as const,
      )
    : undefined
  const empty = await emptyTables(connection, [...drafts.keys()], textOfTable)
  return { tables: [...drafts].map(([name, draft]) => tableOf(name, draft, empty.has(name))), notes }
}

function draftOf(drafts: Map<string, Draft>, table: Stored | undefined): Draft {
  const name = String(table)
  const draft: Draft = drafts.get(name) ?? { columns: [], primaryKey: [], indexes: new Map() }
  drafts.set(name, draft)
  return draft
}

function tableOf(name: string, draft: Draft, empty: boolean): RawTable {
  const indexes = [...draft.indexes].map(([index, { unique, columns }]) => ({ name: index, unique, columns }))
  return { name, columns: draft.columns, primaryKey: draft.primaryKey, indexes, empty }
}

/** A table that this user may not read counts as one with rows. */
async function emptyTables(
  connection: SqlConnection,
  names: readonly string[],
  textOfTable: (name: string) => string,
): Promise<ReadonlySet<string>> {
  const empty = new Set<string>()
  for (let from = 0; from < names.length; from += askedAtOnce) {
    const asked = names.slice(from, from + askedAtOnce)
    const readable = await connection.query(
      once(
        `select ${asked.map((name) => `has_table_privilege('${textOfTable(name).replaceAll("'", "''")}', 'select')`).join(', ')}`,
      ),
      [],
    )
    const looked = asked.filter((_, at) => readable.rows[0]?.[at] === 't')
    if (looked.length === 0) continue
    const { rows } = await connection.query(
      once(`select ${looked.map((name) => `exists(select 1 from ${textOfTable(name)})`).join(', ')}`),
      [],
    )
    looked.forEach((name, at) => {
      if (rows[0]?.[at] === 'f') empty.add(name)
    })
  }
  return empty
}
