/** A dialect without a database: what statements say is seen, and nothing runs. Its parts differ as a test needs. */
import type { Column, StoredTable } from '@calotype/core/storage'
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import { builderOf } from '../src/builder.ts'
import { type Codec, type Dialect, once, onConflictWriter, TablePlan } from '../src/index.ts'

const asIs: Codec = {
  type: 'text',
  encode: (value) => (value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : value),
  decode: (stored) => stored,
}

/** As stores with truth values in numbers have it, so that a value that passed through a codec shows. */
const truth: Codec = { ...asIs, encode: (value) => (value === true ? 1 : 0) }

export const testDialect = (parts: Partial<Dialect> = {}): Dialect => ({
  name: 'test',
  kysely: {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (builder) => new PostgresIntrospector(builder),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
  codec: ({ kind }: Column) => (kind === 'bool' ? truth : asIs),
  mostParameters: 100,
  folded: (text) => sql`lower(${text})`,
  contains: (text, part) => sql`strpos(${text}, ${part}) > 0`,
  comparesRows: true,
  limitInText: false,
  begin: { 'read-committed': [once('begin')], serializable: [once('begin serializable')], snapshot: [once('begin')] },
  commit: once('commit'),
  rollback: once('rollback'),
  lockClause: { wait: 'for update', nowait: 'for update nowait', 'skip-locked': 'for update skip locked' },
  keyLocks: { lock: async (_runner, keys) => keys },
  commitFailsAfterError: true,
  writer: onConflictWriter,
  placing: () => sql`select 1`,
  ddl: {
    enteredType: 'bigint',
    enteredIsUnique: false,
    positionType: 'bigint',
    tableEnd: '',
    partialIndexes: true,
    indexesBelongToTables: false,
    tailOf: () => [],
    columnType: () => 'text',
    constraint: () => '',
    literal: (_column, value) => String(value),
    appendOnly: () => [],
    appendOnlyDropped: () => [],
  },
  introspect: async () => ({ tables: [], notes: undefined }),
  failed: (error) => error,
  breaks: () => false,
  ...parts,
})

export function planOf(table: StoredTable, parts: Partial<Dialect> = {}): TablePlan {
  const dialect = testDialect(parts)
  return new TablePlan(table, dialect, builderOf(dialect.kysely, undefined))
}
