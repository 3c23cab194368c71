/** The way of every call: checked, permitted, in one transaction or view, repeated where the store asks for it. */
import { isCalotypeError } from '../values/calotype-error.ts'
import type { Id } from '../values/id.ts'
import type { Json } from '../values/json.ts'
import type { Reads, Tx } from '../storage/port.ts'
import { CommandRun } from './command-run.ts'
import { tracesOf } from './commit.ts'
import { AnswerErased, AnswerShownOnce, DeskInsideCommand, IdempotencyMismatch, OperationFailed } from './errors.ts'
import { inFlow } from './flow.ts'
import { keptAnswer } from './kept-answer.ts'
import type { Kernel } from './kernel.ts'
import { hashOf, type KeyedRequest, splitKey, storedAnswer } from './keyed-request.ts'
import type { Operation } from './operation.ts'
import { type OpenSession, QueryRun } from './query-run.ts'
import { reasonOf } from './reason.ts'
import { type Done, repeated } from './repeated.ts'
import { checkedInput, checkedOutput } from './schema-check.ts'

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
  return permitted(session, operation, () =>
    operation.kind === 'query'
      ? executeQuery(kernel, session, operation, given)
      : executeCommand(kernel, session, orderOf(kernel, session, operation, given)),
  )
}

/** Does `work` if the session may call the operation; whatever it throws, at once or later, is an error of the catalogue. */
export async function permitted<T>(session: OpenSession, operation: Operation, work: () => Promise<T>): Promise<T> {
  session.permissions.demand(operation.permission, session.branch)
  try {
    return await work()
  } catch (error) {
    if (isCalotypeError(error)) throw error
    const reason = reasonOf(error)
    throw OperationFailed.create({ operation: operation.name, reason }, { cause: error })
  }
}

async function executeQuery(kernel: Kernel, session: OpenSession, query: Operation, given: unknown): Promise<unknown> {
  const input = checkedInput(query, given)
  return kernel.lasting.snapshot((reads) => answerQuery(kernel, session, reads, query, input))
}

/** Runs a query whose input was checked on a view of the store. */
export async function answerQuery(
  kernel: Kernel,
  session: OpenSession,
  reads: Reads,
  query: Operation,
  input: unknown,
): Promise<unknown> {
  const run = new QueryRun(kernel, session, reads, query)
  return checkedOutput(query, await inFlow(kernel, query.name, 'query', () => query.run(run, input)))
}

/** One call of a command: what stays the same however often it is tried. */
export interface CommandOrder {
  /** Of its record. */
  readonly id: Id
  readonly command: Operation
  readonly input: unknown
  /** Null where it came without a key. */
  readonly request: KeyedRequest | null
}

export function orderOf(kernel: Kernel, session: OpenSession, command: Operation, given: unknown): CommandOrder {
  const { key, own } = splitKey(command, given)
  const input = checkedInput(command, own)
  const request = key === null ? null : { tenant: session.tenant, command, key, hash: hashOf(session, command, own) }
  return { id: kernel.ids.next(), command, input, request }
}

async function executeCommand(kernel: Kernel, session: OpenSession, order: CommandOrder): Promise<unknown> {
  const { id, command, request } = order
  const { tenant } = session
  // A key is new almost always, and its record refuses a second one: so the first try asks nothing, and a repeated key shows
  // in what the end of the transaction says, or in whatever refuses the work that was done already.
  let lookFirst = false
  const work = repeated(kernel, { id, tenant, name: command.name }, (tx, mayStand) => {
    const tried = carryOut(kernel, session, tx, order, { keepAnswer: mayStand, lookFirst })
    lookFirst = true
    return tried
  })
  if (request === null) return work
  return orEarlierAnswer(work, () => kernel.lasting.snapshot((reads) => storedAnswer(kernel, reads, request)))
}

/**
 * The work of a command within its transaction: the earlier answer to its key, if that is looked for, or a run and its
 * traces, which meet the record of an earlier command with that key.
 */
export async function carryOut(
  kernel: Kernel,
  session: OpenSession,
  tx: Tx,
  order: CommandOrder,
  { keepAnswer, lookFirst }: { readonly keepAnswer: boolean; readonly lookFirst: boolean },
): Promise<Done> {
  const { id, command, input, request } = order
  if (request !== null && lookFirst) {
    const earlier = await storedAnswer(kernel, tx, request)
    if (earlier !== undefined) return { answer: earlier.answer }
  }
  const run = new CommandRun(kernel, session, tx, { name: command.name, permission: command.permission, call: order })
  const answer = await run.perform(command, input)
  const kept = request === null && !keepAnswer ? null : keptAnswer(command, answer as Json, () => kernel.ids.next())
  const traces = await tracesOf(kernel, run, {
    id,
    operation: command.name,
    idempotencyKey: request?.key ?? null,
    requestHash: request?.hash ?? null,
    answer: kept,
  })
  return { answer, kept, run, traces }
}

/** Whether an error says why an earlier request with the key is not answered again. */
const saysOfKey = (error: unknown): boolean =>
  IdempotencyMismatch.is(error) || AnswerErased.is(error) || AnswerShownOnce.is(error)

/**
 * Of two requests with one key, the second may fail over what the first has done (nothing is left to pay, the name is
 * taken): then the answer of the first is its answer too. The key of another request says so, whatever else was wrong.
 */
export async function orEarlierAnswer(
  work: Promise<unknown>,
  lookUp: () => Promise<{ readonly answer: Json } | undefined>,
): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (saysOfKey(error)) throw error
    const earlier = await lookUp().catch((failure: unknown) => {
      if (saysOfKey(failure)) throw failure
      return undefined
    })
    if (earlier === undefined) throw error
    return earlier.answer
  }
}
