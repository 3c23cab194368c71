/** What is MySQL's own about the SQL. */
import { type Dialect, once } from '@calotype/storage-sql'
import { MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, sql } from 'kysely'
import { codecOf } from './codec.ts'
import { binaryCollation, foldingCollation } from './collation.ts'
import { mysqlDdl } from './ddl.ts'
import { breaksConnection, storageError } from './driver-error.ts'
import { introspect } from './introspect.ts'
import { keyLocks } from './key-locks.ts'
import { writer } from './writer.ts'

export function mysqlDialect({ triggers }: { readonly triggers: boolean }): Dialect {
  return {
    name: 'mysql',
    kysely: {
      createAdapter: () => new MysqlAdapter(),
      createIntrospector: (builder) => new MysqlIntrospector(builder),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
    codec: codecOf,
    mostParameters: 65_535,
    limitInText: false,
    // The one letter whose lower case is two, written out; what is left is the sigma at the end of a word.
    folded: (text) => sql`lower(replace(${text}, 'İ', 'i̇') ${sql.raw(foldingCollation)}) ${sql.raw(binaryCollation)}`,
    // Values are written into the text of a statement, so a list of any length is one of them.
    inList: (column, list) => sql`${column} in (${list})`,
    contains: (text, part) => sql`locate(${part}, ${text}) > 0`,
    // The optimizer makes ranges of `a > ? or (a = ? and b > ?)`, and none of `(a, b) > (?, ?)`.
    comparesRows: false,
    begin: {
      // The level of the session, as connections are set up.
      'read-committed': [once('start transaction')],
      serializable: [once('set transaction isolation level serializable'), once('start transaction')],
      snapshot: [
        once('set transaction isolation level repeatable read'),
        once('start transaction with consistent snapshot, read only'),
      ],
    },
    commit: once('commit'),
    rollback: once('rollback'),
    lockClause: { wait: 'for update', nowait: 'for update nowait', 'skip-locked': 'for update skip locked' },
    keyLocks,
    commitFailsAfterError: true,
    writer,
    // Rows are read and then placed: an `update` that reads the same table waits for every open transaction.
    placing: undefined,
    ddl: mysqlDdl(triggers),
    introspect,
    failed: storageError,
    breaks: breaksConnection,
  }
}
