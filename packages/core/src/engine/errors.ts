/** Errors of the engine's own making. */
import { defineError } from '../values/calotype-error.ts'
import type { Json } from '../values/json.ts'

export interface InputIssue {
  /** Where, such as `lines.2.quantity`. */
  readonly path: string
  readonly rule: string
  /** What stands there, shortened. */
  readonly value: string
}

export const InputInvalid = defineError<{ operation: string; issues: readonly InputIssue[] }>({
  code: 'INPUT_INVALID',
  status: 422,
  summary: 'The input of an operation breaks its schema.',
  message: ({ operation, issues }) => {
    const shown = issues.slice(0, 3).map((issue) => `${issue.path || 'input'}: ${issue.rule} (got ${issue.value})`)
    const more = issues.length > shown.length ? `; and ${issues.length - shown.length} more` : ''
    return `${operation} cannot take this input: ${shown.join('; ')}${more}.`
  },
  mend: 'Mend the named fields and call again: nothing was written.',
})

export const OutputInvalid = defineError<{ operation: string; issues: readonly InputIssue[] }>({
  code: 'OUTPUT_INVALID',
  status: 500,
  summary: 'An operation answered against its own schema.',
  message: ({ operation, issues }) =>
    `${operation} answered against its own schema: ${issues
      .slice(0, 3)
      .map((issue) => `${issue.path || 'answer'}: ${issue.rule}`)
      .join('; ')}.`,
  mend: 'Return every member that `output` names, as plain JSON: amounts, instants and dates as text. If the plugin is not yours, report it to its author. Nothing was written.',
})

export const OperationFailed = defineError<{ operation: string; reason: string }>({
  code: 'OPERATION_FAILED',
  status: 500,
  summary: 'An operation threw something that is not an error of the catalogue.',
  message: ({ operation, reason }) => `${operation} failed: ${reason}`,
  mend: "This is a defect of the operation's plugin; the cause is kept and nothing was written. Report it to its author.",
})

export const CommandInQuery = defineError<{ query: string; command: string }>({
  code: 'COMMAND_IN_QUERY',
  status: 500,
  summary: 'A query tried to run a command.',
  message: ({ query, command }) => `The query ${query} tried to run the command ${command}.`,
  mend: 'Make the outer operation a command, or run a query inside it.',
})

export const EventUndeclared = defineError<{ event: string }>({
  code: 'EVENT_UNDECLARED',
  status: 500,
  summary: 'A command emitted an event that no plugin declares.',
  message: ({ event }) => `No loaded plugin declares the event "${event}".`,
  mend: 'Name it in the `events` of its plugin, so that others can subscribe to it.',
})

export const EventInvalid = defineError<{ event: string; issues: readonly InputIssue[] }>({
  code: 'EVENT_INVALID',
  status: 500,
  summary: 'The data of an event, or the input of a scheduled job, break its schema.',
  message: ({ event, issues }) =>
    `The data of "${event}" break its schema: ${issues
      .slice(0, 3)
      .map((issue) => `${issue.path || 'data'}: ${issue.rule} (got ${issue.value})`)
      .join('; ')}.`,
  mend: 'Pass what the schema names; nothing was written.',
})

export const DeskInsideCommand = defineError<{ outer: string; operation: string }>({
  code: 'DESK_INSIDE_COMMAND',
  status: 500,
  summary: 'The desk was called from inside a command, which would wait for its own transaction.',
  message: ({ outer, operation }) =>
    `${operation} was called on the desk from inside ${outer}, whose transaction it would wait for.`,
  mend: 'Inside a hook, subscriber, job or operation call context.run(operation, input), which joins the transaction; or schedule a job.',
})

export const JoinUnsupported = defineError<{ storage: string }>({
  code: 'JOIN_UNSUPPORTED',
  status: 500,
  summary: "The store cannot work inside a host's own transaction.",
  message: ({ storage }) => `The storage adapter "${storage}" cannot join a transaction that the host opened.`,
  mend: 'Use a storage adapter with the capability `join`, or call the desk outside the transaction.',
})

export const JoinedElsewhere = defineError<{ storage: string }>({
  code: 'JOINED_ELSEWHERE',
  status: 500,
  summary: "The host's connection leads to another store than the engine's.",
  message: ({ storage }) => `engine.join was given a connection to another ${storage} store than this engine's own.`,
  mend: "Open the host's transaction in the database and schema of the engine's store. Nothing was written.",
})

export const JoinEnded = defineError<{ operation: string }>({
  code: 'JOIN_ENDED',
  status: 500,
  summary: "The desk of a host's own transaction was used after the host had said that it was committed.",
  message: ({ operation }) => `${operation} was called on the desk of a transaction that the host has committed.`,
  mend: "Use the desk before committed(), and engine.join again for the host's next transaction. Nothing was written.",
})

export const JoinBusy = defineError<{ operation: string }>({
  code: 'JOIN_BUSY',
  status: 500,
  summary: "A host's own transaction was said to be committed while a call in it was still at work.",
  message: ({ operation }) => `committed() was called while ${operation} was still at work in the transaction.`,
  mend: 'Await every call of the desk before the transaction is committed.',
})

export const PartNotAwaited = defineError<{ operation: string }>({
  code: 'PART_NOT_AWAITED',
  status: 500,
  summary: 'A command ended while a part of it was still at work.',
  message: ({ operation }) => `${operation} ended while an operation that it had started was still at work.`,
  mend: 'Await every context.run and context.attempt. Nothing was written.',
})

export const PartFailed = defineError<{ operation: string; part: string }>({
  code: 'PART_FAILED',
  status: 500,
  summary: 'A command went on after one of its parts had failed.',
  message: ({ operation, part }) =>
    `${operation} went on after its part ${part} had failed, so it cannot be committed.`,
  mend: 'Let the error of context.run pass, or use context.attempt, which undoes what the part wrote.',
})

export const IdempotencyMismatch = defineError<{ key: string; operation: string; first: string }>({
  code: 'IDEMPOTENCY_MISMATCH',
  status: 409,
  summary: 'An idempotency key was used again for another request.',
  message: ({ key, operation, first }) =>
    `The idempotency key "${key}" of this ${operation} was used before for another request (${first}).`,
  mend: 'Make a new key for a new request; use the old key only to repeat the old one exactly. Nothing was written.',
})

export const AnswerErased = defineError<{ key: string }>({
  code: 'ANSWER_ERASED',
  status: 410,
  summary: 'A command was carried out, but its stored answer was erased with a person’s data.',
  message: ({ key }) => `The command with the idempotency key "${key}" was carried out; its answer was erased since.`,
  mend: 'Do not repeat it: read the record instead.',
})

export const AnswerShownOnce = defineError<{
  key: string
  operation: string
  secrets: readonly string[]
  answer: Json
}>({
  code: 'ANSWER_SHOWN_ONCE',
  status: 410,
  summary: 'A command was carried out, but its answer held a secret, which was shown once and is kept nowhere.',
  message: ({ key, operation, secrets }) =>
    `This ${operation} with the idempotency key "${key}" was carried out; ${secrets.join(', ')} of its answer was shown once.`,
  mend: 'The rest of the answer is in the details. Where the secret was lost, undo what was made (close the feed) and ask for another one with a new key.',
})

export const EngineClosed = defineError<{ state: string }>({
  code: 'ENGINE_CLOSED',
  status: 503,
  summary: 'The engine is closing or closed.',
  message: ({ state }) => `The engine is ${state}; it takes no new operations.`,
  mend: 'Create a new engine.',
})

export const SessionInvalid = defineError<{ option: string; rule: string }>({
  code: 'SESSION_INVALID',
  status: 400,
  summary: 'A session was opened with something missing or malformed.',
  message: ({ option, rule }) => `engine.as: ${option} ${rule}.`,
  mend: 'Pass tenant, branch and actor: { id, roles }.',
})

export const EngineInvalid = defineError<{ option: string; rule: string }>({
  code: 'ENGINE_INVALID',
  status: 500,
  summary: 'An option of createEngine is missing or malformed.',
  message: ({ option, rule }) => `createEngine: ${option} ${rule}.`,
  mend: ({ option }) => `Mend ${option}; "Getting started" shows a minimal engine.`,
})

export const NotRetried = defineError<{ operation: string; tries: number }>({
  code: 'CONTENTION',
  status: 503,
  summary: 'The store asked for the operation to be repeated, more often than the engine does.',
  message: ({ operation, tries }) =>
    `${operation} met other writers ${tries} times in a row and was given up; nothing was written.`,
  mend: 'Try again. If it happens often, look for a long command over the same rows.',
})
