/** Commands that come with an idempotency key: the key split off, what makes two requests the same, and the earlier answer. */
import { hash } from 'node:crypto'
import type { Reads } from '../storage/port.ts'
import { storedForm } from '../storage/scope.ts'
import { canonicalJson, type Json } from '../values/json.ts'
import { AnswerErased, AnswerShownOnce, IdempotencyMismatch, InputInvalid } from './errors.ts'
import type { KeptAnswer } from './kept-answer.ts'
import type { Kernel } from './kernel.ts'
import type { Operation } from './operation.ts'
import type { OpenSession } from './query-run.ts'
import { auditCommands } from './records.ts'

const longestKey = 200

/** A command that came with a key. */
export interface KeyedRequest {
  readonly tenant: string
  readonly command: Operation
  readonly key: string
  readonly hash: string
}

/** The key that came with an input, and the rest of it. */
export function splitKey(command: Operation, given: unknown): { readonly key: string | null; readonly own: unknown } {
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
export function hashOf(session: OpenSession, command: Operation, input: unknown): string {
  return hash('sha256', canonicalJson([command.name, session.branch, session.actor, input]))
}

/** What the command with this key answered, if there was one. @throws IDEMPOTENCY_MISMATCH, ANSWER_ERASED, ANSWER_SHOWN_ONCE */
export async function storedAnswer(
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
  const answer = found.answer as KeptAnswer | null
  if (answer === null) throw AnswerErased.create({ key })
  if (answer.secrets !== undefined) {
    throw AnswerShownOnce.create({ key, operation: command.name, secrets: answer.secrets, answer: answer.value })
  }
  return { answer: answer.value }
}
