/** A store that does something else than it is told. */
import { memory, type StorageAdapter } from '@calotype/core'

/** Answers what is passed on in place of what was given; undefined where nothing is done. */
export type Tamper = (call: string, given: readonly unknown[]) => readonly unknown[] | undefined

export function brokenStore(tamper: Tamper): StorageAdapter {
  const storage = memory()
  type Transaction = typeof storage.transaction
  const transaction: Transaction = (work, options) =>
    storage.transaction(
      (tx) =>
        work(
          new Proxy(tx, {
            get(target, name) {
              const member: unknown = Reflect.get(target, name)
              if (typeof member !== 'function') return member
              return (...given: unknown[]) => {
                const passed = tamper(String(name), given)
                return passed === undefined ? Promise.resolve(1) : member.apply(target, passed)
              }
            },
          }),
        ),
      options,
    )
  return new Proxy(storage, {
    get(target, name) {
      const member: unknown = name === 'transaction' ? transaction : Reflect.get(target, name)
      return typeof member === 'function' && name !== 'transaction' ? member.bind(target) : member
    },
  })
}
