/** A store in memory that can join, and the connection of a host: its own transaction, which it ends itself. */
import { StorageFailed } from '../../src/storage/errors.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { JoinedTx, StorageAdapter, Tx } from '../../src/storage/port.ts'

export interface HostConnection {
  begin(): Promise<void>
  commit(): Promise<void>
  rollBack(): Promise<void>
}

interface Open {
  readonly tx: Tx
  end(undo: boolean): Promise<void>
}

/** As a driver wraps a connection for promises, say. */
export class WrappedConnection {
  readonly connection: HostConnection

  constructor(connection: HostConnection) {
    this.connection = connection
  }
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
  const join = (given: unknown): JoinedTx => {
    const native = given instanceof WrappedConnection ? given.connection : given
    if (!(native instanceof Connection)) throw StorageFailed.create({ store: 'memory', reason: 'no such connection' })
    const { tx } = native
    const insertAtEnd: Tx['insertAtEnd'] = async (batches) => {
      for (const { table, rows } of batches) await tx.insert(table, rows)
    }
    const joined = { hostConnection: native, insertAtEnd }
    return new Proxy(Object.assign(Object.create(tx) as Tx, joined), {
      get(target, name): unknown {
        const member: unknown = Reflect.get(target, name)
        return typeof member === 'function' && !Object.hasOwn(joined, name) ? member.bind(tx) : member
      },
    })
  }
  const storage = Object.assign(inner, { can: { ...inner.can, join: true }, join })
  return { storage, connect: () => new Connection(inner) }
}
