/** A store that tells what it wanted to be run again. */
import { isCalotypeError, type StorageAdapter } from '@calotype/core'

/** The adapter, which tells of every transaction that the store wants to be run again. */
export function telling(storage: StorageAdapter, repeats: string[]): StorageAdapter {
  return new Proxy(storage, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property)
      if (typeof member !== 'function') return member
      if (property !== 'transaction') return member.bind(target)
      return async (...given: Parameters<StorageAdapter['transaction']>) => {
        try {
          return await target.transaction(...given)
        } catch (error) {
          if (isCalotypeError(error) && error.code.startsWith('STORAGE_'))
            repeats.push(`${error.code}: ${error.message}`)
          throw error
        }
      }
    },
  })
}
