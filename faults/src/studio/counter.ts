/** The workload: counters of a studio that register, sell, take money and give it back, each command written down first. */
import { setTimeout as pause } from 'node:timers/promises'
import { ConnectionLost, isCalotypeError, StorageReadOnly, StorageUnavailable } from '@calotype/core'
import type { Random } from '../run/random.ts'
import { type Answer, type Command, perform } from './command.ts'
import type { Journal } from './journal.ts'
import type { StudioEngine } from './open-studio.ts'

export interface CounterOptions {
  readonly engine: StudioEngine
  readonly journal: Journal
  readonly random: Random
  /** Begins every mark; no two counters of one store share it. */
  readonly name: string
  /**
   * Whether the client repeats a command of which it was told that it was not carried out, as while a server is down.
   * Otherwise any error is a violation.
   */
  readonly patient?: boolean
  /** Called before an acknowledgement is written down. */
  readonly acknowledging?: () => void
}

/** A command ended in a way that no client should see. */
export class CommandFailed extends Error {}

export class Counter {
  readonly #options: CounterOptions
  #marks = 0
  #done = 0
  #repeats = 0

  constructor(options: CounterOptions) {
    this.#options = options
  }

  /** Commands that were acknowledged. */
  get done(): number {
    return this.#done
  }

  /** How often a command was sent again. */
  get repeats(): number {
    return this.#repeats
  }

  /** Serves one customer: 4 to 6 commands, one after the other, about half of them with a key. */
  async serve(): Promise<void> {
    const { random } = this.#options
    const name = this.#mark()
    // A second customer with this phone would be refused: an error after success shows.
    const phone = random.fraction() < 0.5 ? { phone: phoneOf(name) } : {}
    const customer = await this.#send({
      operation: 'customers.register',
      mark: name,
      ...this.#key(name),
      input: { name, ...phone },
    })
    const note = this.#mark()
    const order = await this.#send({
      operation: 'orders.place',
      mark: note,
      ...this.#key(note),
      input: {
        customerId: customer.id,
        lines: [{ item: 'classic' }, { item: 'frame' }],
        note,
        payment: { legs: [{ method: 'cash', amount: '1000.00' }], note },
      },
    })
    await this.#pay(order.id, `${random.whole(1, 900)}.50`)
    if (random.fraction() < 0.5) await this.#pay(order.id, '700.00')
    if (random.fraction() < 0.5 && order.receiptId !== undefined) {
      const reason = this.#mark()
      const input = { receiptId: order.receiptId, amount: '120.00', reason }
      await this.#send({ operation: 'ledger.refund', mark: reason, ...this.#key(reason), input })
    }
    if (random.fraction() < 0.5) {
      const mark = this.#mark()
      await this.#send({ operation: 'witness.remind', mark, ...this.#key(mark), input: { mark } })
    }
  }

  async #pay(orderId: string, amount: string): Promise<void> {
    const note = this.#mark()
    const input = { orderId, legs: [{ method: 'wechat', amount }], note }
    await this.#send({ operation: 'ledger.takePayment', mark: note, ...this.#key(note), input })
  }

  /** Sends a command until it is acknowledged. @throws CommandFailed */
  async #send(command: Command): Promise<Answer> {
    const { engine, journal, patient = false, acknowledging } = this.#options
    const { mark, operation } = command
    journal.sent(command)
    for (;;) {
      try {
        const answer = await perform(engine, command)
        acknowledging?.()
        journal.done(mark)
        this.#done++
        return answer
      } catch (error) {
        if (patient && (isNotDone(error) || (command.key !== undefined && ConnectionLost.is(error)))) {
          this.#repeats++
          await pause(20)
          continue
        }
        const code = isCalotypeError(error) ? error.code : 'NO_CODE'
        journal.refused(mark, code)
        const how = command.key === undefined ? 'without a key' : 'with a key'
        throw new CommandFailed(`${operation} ${mark} ${how} ended with ${code}: ${String(error)}`, { cause: error })
      }
    }
  }

  #mark(): string {
    return `${this.#options.name}-${++this.#marks}`
  }

  #key(mark: string): { readonly key?: string } {
    return this.#options.random.fraction() < 0.5 ? { key: `key ${mark}` } : {}
  }
}

/** Errors that promise that nothing was carried out. */
function isNotDone(error: unknown): boolean {
  if (ConnectionLost.is(error)) return error.details.outcome === 'rolled-back'
  return StorageUnavailable.is(error) || StorageReadOnly.is(error)
}

/** Digits of its own for every mark: the letters as numbers. */
function phoneOf(mark: string): string {
  let number = 7n
  for (const letter of mark) number = (number * 131n + BigInt(letter.codePointAt(0) ?? 0)) % 10n ** 17n
  return `1${number}`.padEnd(12, '0')
}
