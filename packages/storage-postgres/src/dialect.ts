/** What is PostgreSQL's own about the SQL. */
import { type Dialect, enteredColumn, type KeyLocks, once, positionColumn } from '@calotype/storage-sql'
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely'
import { codecOf } from './codec.ts'
import { postgresDdl } from './ddl.ts'
import { breaksConnection, storageError } from './driver-error.ts'
import { insertTogether } from './insert-together.ts'
import { introspect } from './introspect.ts'
import { writer } from './writer.ts'

export interface DialectOptions {
  readonly keyLocks: KeyLocks
  readonly triggers: boolean
  readonly foldCollation: string
  /** A table as SQL names it, in text. */
  textOfTable(name: string): string
}

export function postgresDialect({ keyLocks, triggers, foldCollation, textOfTable }: DialectOptions): Dialect {
  return {
    name: 'postgres',
    kysely: {
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (builder) => new PostgresIntrospector(builder),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    codec: codecOf,
    mostParameters: 65_535,
    limitInText: false,
    // The root collation of ICU lowers by the full mapping of Unicode, as JavaScript does.
    folded: (text) => sql`lower(${text} collate ${sql.id(foldCollation)}) collate "C"`,
    contains: (text, part) => sql`strpos(${text}, ${part}) > 0`,
    inList: (column, list) => sql`${column} = any(${list})`,
    comparesRows: true,
    nullOrder: { asc: ' nulls first', desc: ' nulls last' },
    truthAsNumber: (column) => sql`${column}::int`,
    begin: {
      'read-committed': [once('begin isolation level read committed')],
      serializable: [once('begin isolation level serializable')],
      snapshot: [once('begin isolation level repeatable read read only')],
    },
    commit: once('commit'),
    rollback: once('rollback'),
    lockClause: { wait: 'for update', nowait: 'for update nowait', 'skip-locked': 'for update skip locked' },
    keyLocks,
    commitFailsAfterError: true,
    streams: {
      declare: (name, query) => `declare ${name} no scroll cursor for ${query}`,
      fetch: (name, rows) => `fetch forward ${rows} from ${name}`,
      close: (name) => `close ${name}`,
    },
    writer,
    insertTogether,
    placing({ log, positions }, limit) {
      const [entered, position] = [sql.ref(enteredColumn), sql.ref(positionColumn)]
      return sql`update ${log} as placed set ${position} = counted.last + waiting.place
from ${positions} as counted, (
  select ${entered}, row_number() over (order by ${entered}) as place from ${log}
  where ${position} is null order by ${entered} limit ${sql.raw(String(limit))}
) as waiting
where counted.log = ${sql.val('log')} and placed.${entered} = waiting.${entered}`
    },
    ddl: postgresDdl(triggers),
    introspect: (connection, place) => introspect(connection, place, textOfTable),
    failed: storageError,
    breaks: breaksConnection,
  }
}

/** Statements for which only the setting of a connection matters. */
export const setUp = (lockTimeoutMs: number) =>
  once(`set lock_timeout = ${lockTimeoutMs}; set timezone = 'UTC'; set datestyle = 'ISO, YMD'`)
