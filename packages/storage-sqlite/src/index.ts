/** Calotype on SQLite. */
export * from './errors.ts'
export type { NativeDatabase } from './native.ts'
export type { SqliteCommonOptions, SqliteDatabaseOptions, SqliteFileOptions, SqliteOptions } from './options.ts'
export { sqlite } from './sqlite.ts'
