/**
 * Calls inside a transaction that the host opened itself, so that the host's tables and ours stand or fall together.
 *
 * Nothing here ends that transaction, and nothing that this process remembers is touched before the host says that it was
 * committed: until then, what is seen may still be undone.
 */
import type { JoinedTx } from '../storage/port.ts'
import { holderOf, takeTurn } from './connection-turns.ts'
import { DeskInsideCommand, JoinBusy, JoinedElsewhere, JoinEnded } from './errors.ts'
import { answerQuery, carryOut, type CommandOrder, orderOf, orEarlierAnswer, permitted } from './execute.ts'
import { inFlow } from './flow.ts'
import type { Kernel } from './kernel.ts'
import { storedAnswer } from './keyed-request.ts'
import type { Operation } from './operation.ts'
import type { OpenSession } from './query-run.ts'
import { conclude, type Finished, noteFirstWrite } from './repeated.ts'
import { checkedInput } from './schema-check.ts'

export class Joined {
  readonly #kernel: Kernel
  readonly #tx: JoinedTx
  readonly #finished: Finished[] = []
  readonly #atWork: Operation[] = []
  #committed = false
  #placed = false

  constructor(kernel: Kernel, tx: JoinedTx) {
    this.#kernel = kernel
    this.#tx = tx
  }

  /** Carries a call out in the host's transaction, after those that came before it on the same connection. */
  async call(open: () => OpenSession | Promise<OpenSession>, operation: Operation, given: unknown): Promise<unknown> {
    const { hostConnection } = this.#tx
    // Inside a query too, and inside another engine's: what takes turns with itself would wait for ever.
    const outer = this.#outer() ?? holderOf(hostConnection)
    if (outer !== undefined) throw DeskInsideCommand.create({ outer, operation: operation.name })
    if (this.#committed) throw JoinEnded.create({ operation: operation.name })
    this.#atWork.push(operation)
    try {
      return await takeTurn(hostConnection, this.#outer, async () => {
        await this.#checkPlace()
        const session = await open()
        return permitted(session, operation, () =>
          operation.kind === 'query'
            ? this.#query(session, operation, given)
            : this.#command(session, orderOf(this.#kernel, session, operation, given)),
        )
      })
    } finally {
      this.#atWork.splice(this.#atWork.indexOf(operation), 1)
    }
  }

  /** Two pools are easily mixed up: nothing is written into a store that is not this engine's. */
  async #checkPlace(): Promise<void> {
    if (this.#placed) return
    const { studios, storage } = this.#kernel
    if (await studios.isElsewhere(this.#tx)) throw JoinedElsewhere.create({ storage: storage.name })
    this.#placed = true
  }

  /** The operation of this engine that the caller is called from. */
  readonly #outer = (): string | undefined => {
    const flow = this.#kernel.atWork.getStore()
    return flow?.ended === false ? flow.name : undefined
  }

  /** What follows a commit. Without it, other processes' ways of finding out serve this one too. */
  committed(): void {
    const [busy] = this.#atWork
    if (busy !== undefined) throw JoinBusy.create({ operation: busy.name })
    this.#committed = true
    for (const finished of this.#finished.splice(0)) conclude(this.#kernel, finished)
  }

  /** The kernel for one call, but for what would be kept although it may be undone. */
  #inside(): Kernel {
    return { ...this.#kernel, settings: this.#kernel.settings.forOneCall() }
  }

  #query(session: OpenSession, query: Operation, given: unknown): Promise<unknown> {
    return answerQuery(this.#inside(), session, this.#tx, query, checkedInput(query, given))
  }

  /** Behind a savepoint, and once: what the store asks to be repeated is the host's whole transaction. */
  #command(session: OpenSession, order: CommandOrder): Promise<unknown> {
    const { command, request } = order
    const work = this.#tx.savepoint(async () => {
      const done = await inFlow(this.#kernel, command.name, 'command', () =>
        carryOut(this.#inside(), session, this.#tx, order, { keepAnswer: false, lookFirst: true }),
      )
      const finished = await noteFirstWrite(this.#kernel, this.#tx, done, this.#hasWritten(session.tenant))
      if (finished.traces !== undefined) await this.#tx.insertAtEnd(finished.traces)
      return finished
    })
    const answer = work.then((finished) => {
      this.#finished.push(finished)
      return finished.answer
    })
    if (request === null) return answer
    return orEarlierAnswer(answer, () => storedAnswer(this.#kernel, this.#tx, request))
  }

  #hasWritten(tenant: string): boolean {
    return (
      this.#kernel.studios.hasWritten(tenant) || this.#finished.some(({ firstWrite }) => firstWrite?.tenant === tenant)
    )
  }
}
