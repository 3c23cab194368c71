/**
 * The transaction of a command, run again from its beginning where the store asks for it or its connection breaks.
 *
 * A commit whose answer did not come may stand. Every try carries the record of the same id, so two of them can never both
 * stand. Before anything is told after such a loss, the store is asked whether the record is there; and before an error is
 * told, a record is put in its place, so that a commit which is still under way somewhere cannot make the error a lie.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { ConnectionLost, isRetryable, LockTimeout, UniqueViolation } from '../storage/errors.ts'
import type { Batch, Row, Tx } from '../storage/port.ts'
import { storedForm } from '../storage/scope.ts'
import type { Id } from '../values/id.ts'
import { canonicalJson, type Json } from '../values/json.ts'
import type { CommandRun } from './command-run.ts'
import { giveNotice } from './commit.ts'
import { NotRetried } from './errors.ts'
import { inFlow } from './flow.ts'
import type { Kernel } from './kernel.ts'
import type { KeptAnswer } from './kept-answer.ts'
import { Losses } from './losses.ts'
import { auditCommands } from './records.ts'
import type { FirstWrite } from './studios.ts'

const mostTries = 12
/** The operation of a record that only keeps an earlier try from being committed. */
const givenUp = 'given up'

/** What is repeated: one command, whatever the number of tries. */
export interface RepeatedCommand {
  readonly name: string
  readonly tenant: string
  /** Of its record. */
  readonly id: Id
}

/** What the work of a transaction hands back. */
export interface Done {
  readonly answer: unknown
  /** What its record keeps of the answer. */
  readonly kept?: KeptAnswer | null
  /** The run that ended, if there was one. */
  readonly run?: CommandRun
  /** Further runs in the same transaction, of studios that have written before. */
  readonly others?: readonly CommandRun[]
  /** The rows that are its last act. */
  readonly traces?: readonly Batch[]
}

/** A transaction whose work is done. */
export interface Finished extends Done {
  /** The studio that this command was the first to write for. */
  readonly firstWrite?: FirstWrite
}

/**
 * Runs `work` until it is committed once, then gives notice and answers. `mayStand` tells it that an earlier try may have
 * been committed.
 */
export async function repeated(
  kernel: Kernel,
  command: RepeatedCommand,
  work: (tx: Tx, mayStand: boolean) => Promise<Done>,
): Promise<unknown> {
  const losses = new Losses(kernel.connectionPatienceMs)
  const undecided: Finished[] = []
  for (let tries = 1; ; ) {
    const reached: { finished?: Finished } = {}
    try {
      const finished = await kernel.storage.transaction(async (tx) => {
        const done = await inFlow(kernel, command.name, 'command', () => work(tx, undecided.length > 0))
        const finished = await noteFirstWrite(kernel, tx, done, kernel.studios.hasWritten(command.tenant))
        reached.finished = finished
        if (finished.traces !== undefined) await tx.insertAtEnd(finished.traces)
        return finished
      })
      return conclude(kernel, finished)
    } catch (error) {
      const outage = losses.isOutage(error)
      const contended = !outage && (isRetryable(error) || isKeyRace(error))
      const again = outage || (contended && tries < mostTries)
      if (outage) {
        const unknown = ConnectionLost.is(error) && error.details.outcome === 'unknown'
        // Without traces there is no record to ask for, and nothing that could be done twice.
        if (unknown && reached.finished?.traces !== undefined) undecided.push(reached.finished)
        await losses.endure(error)
      }
      if (undecided.length > 0) {
        const standing = await standingTry(kernel, command, { undecided, losses, shutOut: !again })
        if (standing !== undefined) return conclude(kernel, standing)
      }
      if (!again) {
        throw contended ? NotRetried.create({ operation: command.name, tries }, { cause: error }) : error
      }
      if (contended) await pause(Math.random() * Math.min(2 ** tries++, 100))
    }
  }
}

/** Notes that a studio writes for the first time; before its traces, which are the very last. */
export async function noteFirstWrite(kernel: Kernel, tx: Tx, done: Done, hasWritten: boolean): Promise<Finished> {
  const { run } = done
  if (run === undefined || hasWritten) return done
  const id = kernel.ids.next()
  return { ...done, firstWrite: await kernel.studios.recordFirstWrite(tx, run.tenant, run.branch, run.now, id) }
}

/** What follows a commit: what this process remembers, and notice. */
export function conclude(kernel: Kernel, { answer, run, others = [], firstWrite }: Finished): unknown {
  if (firstWrite !== undefined) {
    kernel.studios.markWritten(firstWrite)
    kernel.notices.emit('first-write', firstWrite.tenant)
  }
  if (run !== undefined) giveNotice(kernel, run)
  for (const other of others) giveNotice(kernel, other)
  return answer
}

/** Two commands with one key at the same time: the loser repeats, and finds the winner's answer. */
function isKeyRace(error: unknown): boolean {
  return (
    UniqueViolation.is(error) &&
    error.details.table === auditCommands.name &&
    error.details.constraint === 'idempotency'
  )
}

interface Doubt {
  readonly undecided: readonly Finished[]
  readonly losses: Losses
  /** Whether none of them may be committed later, because an error will be told. */
  readonly shutOut: boolean
}

/** Which of the undecided tries was committed, if any. @throws the loss where that cannot be learnt in time */
async function standingTry(
  kernel: Kernel,
  command: RepeatedCommand,
  { undecided, losses, shutOut }: Doubt,
): Promise<Finished | undefined> {
  const run = undecided[0]?.run
  if (run === undefined) return undefined
  for (;;) {
    try {
      const record = await recordOf(kernel, command, run, shutOut)
      return record === undefined ? undefined : tryOf(record, undecided)
    } catch (error) {
      // Whoever still holds the record's lock may be the try itself, not yet given up by the store.
      if (!losses.isOutage(error) && !isRetryable(error) && !LockTimeout.is(error)) throw losses.told
      await losses.endure(error)
    }
  }
}

/** Only the first undecided try leaves no answer in the record of a command without a key. */
function tryOf(record: Row, undecided: readonly Finished[]): Finished | undefined {
  const [first] = undecided
  if (record.operation === givenUp) return undefined
  const stored = record.answer as KeptAnswer | null
  if (stored === null || first === undefined) return first
  if (stored.attempt !== undefined) return undecided.find(({ kept }) => kept?.attempt === stored.attempt) ?? first
  const text = canonicalJson(stored.value)
  return undecided.find(({ answer }) => canonicalJson(answer as Json) === text) ?? { ...first, answer: stored.value }
}

const notRecorded = new Error('no try of this command was committed')

/**
 * The record of a command. Asked for by an insert that meets it: unlike a read, that waits for a try which the store is
 * still committing. With `shutOut` what was inserted stays, and stands in the audit as `given up`.
 */
async function recordOf(
  kernel: Kernel,
  { id, tenant, name }: RepeatedCommand,
  run: CommandRun,
  shutOut: boolean,
): Promise<Row | undefined> {
  const table = storedForm(kernel.declarations.schema, auditCommands)
  const probe: Row = {
    tenant,
    id,
    operation: givenUp,
    parts: [name],
    branch: run.branch,
    actor: run.actor,
    at: kernel.clock.now(),
    correlationId: run.correlationId,
    idempotencyKey: null,
    requestHash: null,
    answer: null,
    version: 1,
  }
  try {
    return await kernel.storage.transaction(async (tx) => {
      if ((await tx.insert(table, [probe], 'primary')) > 0) {
        if (shutOut) return undefined
        throw notRecorded
      }
      const [record] = await tx.find(table, {
        where: {
          kind: 'and',
          all: [
            { kind: 'compare', column: 'tenant', is: 'eq', value: tenant },
            { kind: 'compare', column: 'id', is: 'eq', value: id },
          ],
        },
        orderBy: [],
        limit: 1,
      })
      return record
    })
  } catch (error) {
    if (error === notRecorded) return undefined
    throw error
  }
}
