/** A store that counts what it is asked: every call of the port that is a statement or a batch of equal ones. */
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { statementsOf } from '../statements-of.ts'

const statements: ReadonlySet<string> = new Set([
  'find',
  'aggregate',
  'findForUpdate',
  'insert',
  'insertAtEnd',
  'accumulate',
  'update',
  'delete',
  'lockKeys',
])

export interface CountedStorage {
  readonly storage: StorageAdapter
  /** The statements since the last call, as `insert customers`. */
  taken(): string[]
}

export function countedStorage(inner: StorageAdapter = memory()): CountedStorage {
  let log: string[] = []
  const counted = <T extends object>(reads: T): T =>
    new Proxy(reads, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
          if (statements.has(String(name))) log.push(...statementsOf(String(name), given))
          return member.apply(target, given)
        }
      },
    })
  const storage: StorageAdapter = {
    name: inner.name,
    contract: inner.contract,
    can: inner.can,
    transaction: (work, options) => inner.transaction((tx) => work(counted(tx)), options),
    snapshot: (work, options) => inner.snapshot((reads) => work(counted(reads)), options),
    introspect: () => inner.introspect(),
    migrate: (decide) => inner.migrate(decide),
    check: () => inner.check(),
    close: () => inner.close(),
  }
  const taken = (): string[] => {
    const before = log
    log = []
    return before
  }
  return { storage, taken }
}
