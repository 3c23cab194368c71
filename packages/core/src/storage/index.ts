/** What an author of a storage adapter needs: the port, the tables, the errors, and the in-memory adapter to compare with. */
export * from './column.ts'
export * from './errors.ts'
export * from './memory/memory.ts'
export * from './port.ts'
export * from './table.ts'
