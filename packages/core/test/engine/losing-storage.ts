/** A store whose connections break at will: before the commit, in it, or after it, and sometimes the commit comes late. */
import { ConnectionLost } from '../../src/storage/errors.ts'
import type { Batch, StorageAdapter, Tx } from '../../src/storage/port.ts'

export type Loss =
  /** All goes well. */
  | 'none'
  /** Lost before the commit: nothing stands. */
  | 'before'
  /** Lost while committing: nothing stands, but nobody knows. */
  | 'not-committed'
  /** Lost while committing: everything stands, but nobody knows. */
  | 'committed'
  /** Lost while committing, and the store commits when the next transaction has begun. */
  | 'committed-late'
  /** Lost while committing, and the store gives it up when the next transaction has begun. */
  | 'given-up-late'
  /** Lost while sending the rows at the end: they arrive, and are committed, when two more transactions have begun. */
  | 'sent-late'

export interface LosingStorage {
  readonly storage: StorageAdapter
  /** What happens to the next transactions, and after them nothing any more. */
  readonly transactions: Loss[]
  /** Whether the next snapshots are lost. */
  readonly snapshots: boolean[]
  /** Thrown at the start of everything while it is set. */
  away: Error | undefined
  /** What the store is from the next loss on. */
  awayAfterLoss: Error | undefined
  /** How many transactions were begun. */
  begun: number
  /** Those that go on although their connection was lost. */
  readonly late: Promise<void>[]
}

const over = (tx: Tx, replaced: Pick<Tx, 'insertAtEnd'>): Tx =>
  new Proxy(tx, {
    get(target, name) {
      if (name === 'insertAtEnd') return replaced.insertAtEnd
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })

const lost = (outcome: 'rolled-back' | 'unknown') => ConnectionLost.create({ outcome })
const undone = new Error('undone by the test')

async function turns(goOn: (turn: number) => boolean): Promise<void> {
  for (let turn = 0; goOn(turn); turn++) await new Promise((resolve) => setImmediate(resolve))
}

export function losingStorage(inner: StorageAdapter): LosingStorage {
  const state: LosingStorage = {
    storage: new Proxy(inner, {
      get(target, name) {
        if (name === 'transaction') return transaction
        if (name === 'snapshot') return snapshot
        const member: unknown = Reflect.get(target, name)
        return typeof member === 'function' ? member.bind(target) : member
      },
    }),
    transactions: [],
    snapshots: [],
    away: undefined,
    awayAfterLoss: undefined,
    begun: 0,
    late: [],
  }

  /**
   * Waits until so many transactions have begun since, and had their time to run into what this one holds; not for ever,
   * because the next one may be waiting for just that.
   */
  const othersBegan = async (count: number): Promise<void> => {
    const before = state.begun
    const latest = performance.now() + 100
    await turns(() => state.begun < before + count && performance.now() < latest)
    await turns((turn) => turn < 40)
  }

  const snapshot: StorageAdapter['snapshot'] = async (work, options) => {
    if (state.away !== undefined) throw state.away
    const loses = state.snapshots.shift() === true
    const answer = await inner.snapshot(work, options)
    if (loses) throw lost('rolled-back')
    return answer
  }

  const transaction: StorageAdapter['transaction'] = async (work, options) => {
    if (state.away !== undefined) throw state.away
    state.begun++
    const loss = state.transactions.shift() ?? 'none'
    if (loss === 'none') return inner.transaction(work, options)
    state.away = state.awayAfterLoss
    state.awayAfterLoss = undefined
    if (loss === 'committed') {
      await inner.transaction(work, options)
      throw lost('unknown')
    }
    if (loss === 'before' || loss === 'not-committed') {
      const failing = inner.transaction(async (tx) => {
        await work(tx)
        throw undone
      }, options)
      await failing.catch((error: unknown) => {
        if (error !== undone) throw error
      })
      throw lost(loss === 'before' ? 'rolled-back' : 'unknown')
    }
    return new Promise((_resolve, reject) => {
      const late = inner.transaction(async (tx) => {
        let unsent: readonly Batch[] = []
        const holding: Pick<Tx, 'insertAtEnd'> = {
          insertAtEnd: async (batches) => {
            unsent = batches
          },
        }
        await work(loss === 'sent-late' ? over(tx, holding) : tx)
        reject(lost('unknown'))
        await othersBegan(loss === 'sent-late' ? 2 : 1)
        if (loss === 'given-up-late') throw undone
        if (loss === 'sent-late') await tx.insertAtEnd(unsent)
      }, options)
      // Whatever becomes of it after the loss, nobody hears of.
      late.catch(reject)
      state.late.push(late.catch(() => undefined))
    })
  }
  return state
}
