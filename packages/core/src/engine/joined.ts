/**
 * Calls inside a transaction that the host opened itself, so that the host's tables and ours stand or fall together.
 *
 * Nothing here ends that transaction, and nothing that this process remembers is touched before the host says that it was
 * committed: until then, what is seen may still be undone.
 */
import type { Tx } from '../storage/port.ts'
import { DeskInsideCommand, JoinBusy, JoinEnded } from './errors.ts'
import { answerQuery, carryOut, type CommandOrder, orderOf, orEarlierAnswer, permitted } from './execute.ts'
import { inFlow } from './flow.ts'
import type { Kernel } from './kernel.ts'
import { storedAnswer } from './keyed-request.ts'
import type { Operation } from './operation.ts'
import type { OpenSession } from './query-run.ts'
import { conclude, type Finished, noteFirstWrite } from './repeated.ts'
import { checkedInput } from './schema-check.ts'

/** Lets the calls on one connection of a host take turns: savepoints are never begun side by side. */
export class ConnectionTurns {
  #last: Promise<unknown> = Promise.resolve()

  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

export class Joined {
  readonly #kernel: Kernel
  /** The same, but for what would be kept although it may be undone. */
  readonly #inside: Kernel
  readonly #tx: Tx
  readonly #turns: ConnectionTurns
  readonly #finished: Finished[] = []
  readonly #atWork: Operation[] = []
  #committed = false

  constructor(kernel: Kernel, tx: Tx, turns: ConnectionTurns) {
    this.#kernel = kernel
    this.#inside = { ...kernel, settings: kernel.settings.unkept }
    this.#tx = tx
    this.#turns = turns
  }

  /** Carries a call out in the host's transaction, after those that came before it on the same connection. */
  async call(open: () => OpenSession | Promise<OpenSession>, operation: Operation, given: unknown): Promise<unknown> {
    const outer = this.#kernel.atWork.getStore()
    // Inside a query too: what takes turns with itself would wait for ever.
    if (outer?.ended === false) throw DeskInsideCommand.create({ outer: outer.name, operation: operation.name })
    if (this.#committed) throw JoinEnded.create({ operation: operation.name })
    this.#atWork.push(operation)
    try {
      return await this.#turns.take(async () => {
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

  /** What follows a commit. Without it, other processes' ways of finding out serve this one too. */
  committed(): void {
    const [busy] = this.#atWork
    if (busy !== undefined) throw JoinBusy.create({ operation: busy.name })
    this.#committed = true
    for (const finished of this.#finished.splice(0)) conclude(this.#kernel, finished)
  }

  #query(session: OpenSession, query: Operation, given: unknown): Promise<unknown> {
    return answerQuery(this.#inside, session, this.#tx, query, checkedInput(query, given))
  }

  /** Behind a savepoint, and once: what the store asks to be repeated is the host's whole transaction. */
  #command(session: OpenSession, order: CommandOrder): Promise<unknown> {
    const { command, request } = order
    const work = this.#tx.savepoint(async () => {
      const done = await inFlow(this.#kernel, command.name, 'command', () =>
        carryOut(this.#inside, session, this.#tx, order, false),
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
    return this.#kernel.studios.hasWritten(tenant) || this.#finished.some(({ firstWrite }) => firstWrite === tenant)
  }
}
