/** A store in memory that can join, and the connection of a host: its own transaction, which it ends itself. */
import { StorageFailed } from '../../src/storage/errors.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter, Tx } from '../../src/storage/port.ts'

export interface HostConnection {
  begin(): Promise<void>
  commit(): Promise<void>
  rollBack(): Promise<void>
}

interface Open {
  readonly tx: Tx
  end(undo: boolean): Promise<void>
}

const undone = new Error('the host thinks better of it')

class Connection implements HostConnection {
  readonly #inner: StorageAdapter
  #open: Open | undefined

  constructor(inner: StorageAdapter) {
    this.#inner = inner
  }

  get tx(): Tx {
    if (this.#open === undefined) throw StorageFailed.create({ store: 'memory', reason: 'no transaction is open' })
    return this.#open.tx
  }

  begin(): Promise<void> {
    return new Promise((resolve) => {
      const over = this.#inner.transaction(
        (tx) =>
          new Promise<void>((commit, rollBack) => {
            const end = async (undo: boolean): Promise<void> => {
              this.#open = undefined
              if (undo) rollBack(undone)
              else commit()
              await over.catch((error: unknown) => {
                if (error !== undone) throw error
              })
            }
            this.#open = { tx, end }
            resolve()
          }),
      )
    })
  }

  async commit(): Promise<void> {
    await this.#open?.end(false)
  }

  async rollBack(): Promise<void> {
    await this.#open?.end(true)
  }
}

export function joinableMemory(): { storage: StorageAdapter; connect(): HostConnection } {
  const inner = memory()
  const join = (native: unknown): Tx => {
    if (!(native instanceof Connection)) throw StorageFailed.create({ store: 'memory', reason: 'no such connection' })
    const { tx } = native
    return new Proxy(tx, {
      get(target, name): unknown {
        const insertAtEnd: Tx['insertAtEnd'] = async (batches) => {
          for (const { table, rows } of batches) await native.tx.insert(table, rows)
        }
        if (name === 'insertAtEnd') return insertAtEnd
        const member: unknown = Reflect.get(target, name)
        return typeof member === 'function' ? member.bind(target) : member
      },
    })
  }
  const storage = Object.assign(inner, { can: { ...inner.can, join: true }, join })
  return { storage, connect: () => new Connection(inner) }
}
