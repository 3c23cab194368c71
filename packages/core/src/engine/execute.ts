/** The way of every call: checked, permitted, in one transaction or view, repeated where the store asks for it. */
import { hash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { isRetryable, UniqueViolation } from '../storage/errors.ts'
import type { Reads, Tx } from '../storage/port.ts'
import { storedForm } from '../storage/scope.ts'
import { isCalotypeError } from '../values/calotype-error.ts'
import { canonicalJson, type Json } from '../values/json.ts'
import { CommandRun } from './command-run.ts'
import { giveNotice, leaveTraces } from './commit.ts'
import {
  AnswerErased,
  DeskInsideCommand,
  IdempotencyMismatch,
  InputInvalid,
  NotRetried,
  OperationFailed,
} from './errors.ts'
import type { Flow, Kernel } from './kernel.ts'
import type { Operation } from './operation.ts'
import { type OpenSession, QueryRun } from './query-run.ts'
import { auditCommands } from './records.ts'
import { checkedInput, checkedOutput } from './schema-check.ts'
import { reasonOf } from './reason.ts'

const mostTries = 12
const longestKey = 200

export async function execute(
  kernel: Kernel,
  session: OpenSession,
  operation: Operation,
  given: unknown,
): Promise<unknown> {
  const outer = kernel.atWork.getStore()
  if (outer?.ended === false && outer.kind === 'command') {
    throw DeskInsideCommand.create({ outer: outer.name, operation: operation.name })
  }
  session.permissions.demand(operation.permission, session.branch)
  try {
    return operation.kind === 'query'
      ? await executeQuery(kernel, session, operation, given)
      : await executeCommand(kernel, session, operation, given)
  } catch (error) {
    if (isCalotypeError(error)) throw error
    const reason = reasonOf(error)
    throw OperationFailed.create({ operation: operation.name, reason }, { cause: error })
  }
}

async function executeQuery(kernel: Kernel, session: OpenSession, query: Operation, given: unknown): Promise<unknown> {
  const input = checkedInput(query, given)
  return kernel.storage.snapshot(async (reads) => {
    const run = new QueryRun(kernel, session, reads, query)
    return checkedOutput(query, await inFlow(kernel, query.name, 'query', () => query.run(run, input)))
  })
}

async function executeCommand(
  kernel: Kernel,
  session: OpenSession,
  command: Operation,
  given: unknown,
): Promise<unknown> {
  const { key, own } = splitKey(command, given)
  const input = checkedInput(command, own)
  const request = key === null ? null : { tenant: session.tenant, command, key, hash: hashOf(session, command, own) }
  const work = repeated(kernel, command.name, async (tx) => {
    if (request !== null) {
      const earlier = await storedAnswer(kernel, tx, request)
      if (earlier !== undefined) return { answer: earlier.answer }
    }
    const run = new CommandRun(kernel, session, tx, command)
    const answer = await run.perform(command, input)
    await leaveTraces(kernel, tx, run, {
      operation: command.name,
      idempotencyKey: key,
      requestHash: request?.hash ?? null,
      answer: answer as Json,
    })
    return { answer, run }
  })
  return request === null ? work : orEarlierAnswer(kernel, request, work)
}

/** A command that came with a key. */
interface KeyedRequest {
  readonly tenant: string
  readonly command: Operation
  readonly key: string
  readonly hash: string
}

/**
 * Of two requests with one key at the same time, the loser may fail over what the winner has just done (nothing is left
 * to pay, the name is taken): then the winner's answer is its answer too.
 */
async function orEarlierAnswer(kernel: Kernel, request: KeyedRequest, work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (IdempotencyMismatch.is(error) || AnswerErased.is(error)) throw error
    const earlier = await kernel.storage
      .snapshot((reads) => storedAnswer(kernel, reads, request))
      .catch(() => undefined)
    if (earlier === undefined) throw error
    return earlier.answer
  }
}

/** Marks everything that is called from inside an operation as such, until the operation has ended. */
async function inFlow<T>(kernel: Kernel, name: string, kind: Flow['kind'], work: () => Promise<T>): Promise<T> {
  const flow: Flow = { name, kind, ended: false }
  try {
    return await kernel.atWork.run(flow, work)
  } finally {
    flow.ended = true
  }
}

/** What a transaction of {@link repeated} hands back. */
interface Done {
  readonly answer: unknown
  /** The run whose traces were committed, if there is one. */
  readonly run?: CommandRun
}

/** Runs `work` in a transaction, again from its beginning where the store asks for it; gives notice after the commit. */
export async function repeated(kernel: Kernel, name: string, work: (tx: Tx) => Promise<Done>): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      let firstWrite: string | undefined
      const done = await kernel.storage.transaction(async (tx) => {
        firstWrite = undefined
        const done = await inFlow(kernel, name, 'command', () => work(tx))
        const run = done.run
        if (run !== undefined && !kernel.studios.hasWritten(run.tenant)) {
          await kernel.studios.recordFirstWrite(tx, run.tenant, run.branch, run.now)
          firstWrite = run.tenant
        }
        return done
      })
      if (firstWrite !== undefined) {
        kernel.studios.markWritten(firstWrite)
        kernel.notices.emit('first-write', firstWrite)
      }
      if (done.run !== undefined) giveNotice(kernel, done.run)
      return done.answer
    } catch (error) {
      if (!isRetryable(error) && !isKeyRace(error)) throw error
      if (tries >= mostTries) throw NotRetried.create({ operation: name, tries }, { cause: error })
      await pause(Math.random() * Math.min(2 ** tries, 100))
    }
  }
}

/** Two commands with one key at the same time: the loser repeats, and finds the winner's answer. */
function isKeyRace(error: unknown): boolean {
  return (
    UniqueViolation.is(error) &&
    error.details.table === auditCommands.name &&
    error.details.constraint === 'idempotency'
  )
}

function splitKey(command: Operation, given: unknown): { readonly key: string | null; readonly own: unknown } {
  if (given === null || typeof given !== 'object' || !('idempotencyKey' in given)) return { key: null, own: given }
  const { idempotencyKey: key, ...own } = given as Record<string, unknown>
  if (key === undefined) return { key: null, own }
  if (
    typeof key !== 'string' ||
    key.length === 0 ||
    key.length > longestKey ||
    !key.isWellFormed() ||
    key.includes('\0')
  ) {
    const value = typeof key === 'string' ? `text of ${key.length} characters` : typeof key
    const rule = `must be text of 1 to ${longestKey} characters`
    throw InputInvalid.create({ operation: command.name, issues: [{ path: 'idempotencyKey', rule, value }] })
  }
  return { key, own }
}

/** What makes two requests the same: who asks, where, for what. A key never answers one actor what another was told. */
function hashOf(session: OpenSession, command: Operation, input: unknown): string {
  return hash('sha256', canonicalJson([command.name, session.branch, session.actor, input]))
}

async function storedAnswer(
  kernel: Kernel,
  reads: Reads,
  { tenant, key, hash, command }: KeyedRequest,
): Promise<{ readonly answer: Json } | undefined> {
  const [found] = await reads.find(storedForm(kernel.declarations.schema, auditCommands), {
    where: {
      kind: 'and',
      all: [
        { kind: 'compare', column: 'tenant', is: 'eq', value: tenant },
        { kind: 'compare', column: 'idempotencyKey', is: 'eq', value: key },
      ],
    },
    orderBy: [],
    limit: 1,
  })
  if (found === undefined) return undefined
  if (found.requestHash !== hash) {
    const first = `${String(found.operation)} at ${String(found.at)}`
    throw IdempotencyMismatch.create({ key, operation: command.name, first })
  }
  const answer = found.answer as { readonly value: Json } | null
  if (answer === null) throw AnswerErased.create({ key })
  return { answer: answer.value }
}
