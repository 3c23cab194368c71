export { PostgresOptionInvalid } from './errors.ts'
export type { PostgresOptions, PostgresPoolOptions, PostgresUrlOptions } from './options.ts'
export { postgres } from './postgres.ts'
