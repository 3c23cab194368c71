/** Real database servers for tests, faults and benchmarks. */
export { freshMysqlDatabase, freshPostgresDatabase, type FreshDatabase } from './fresh-database.ts'
export { mysqlForTests, postgresForTests, type ServerForTests } from './for-tests.ts'
export { mariadbPrograms } from './mariadb-programs.ts'
export { type MariadbOptions, MariadbServer } from './mariadb-server.ts'
export { type PostgresOptions, PostgresServer } from './postgres-server.ts'
export { PostgresStandby, type StandbyOptions, startStandby } from './postgres-standby.ts'
export type { StoreAbsent, StoreRun } from './store-run.ts'
