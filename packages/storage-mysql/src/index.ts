/** Calotype on MySQL and MariaDB. */
export * from './errors.ts'
export { mysql } from './mysql.ts'
export type { NativePool } from './native.ts'
export type { MysqlCommonOptions, MysqlOptions, MysqlPoolOptions, MysqlUrlOptions } from './options.ts'
