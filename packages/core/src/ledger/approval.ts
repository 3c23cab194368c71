/** Two pairs of eyes: who lacks a permission may act where somebody who has it approves. */
import type { CommandContext } from '../engine/context.ts'
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import { ApproverMissing, ApproverRefused } from './counter-errors.ts'

export interface Approving {
  /** What the approver must be allowed to do. */
  readonly permission: string
  readonly branch: string
  readonly actor: string
  readonly approver: string
  /** The entry that it is about; of what is not posted yet, such as a debt to be written off, the order. */
  readonly entryId: string
  /** Says that the approver has the permission in this branch and really approved. */
  vouch(): void
}

/**
 * Where a host says whether somebody approved: only the host knows its people, their roles, and how they prove who they are.
 * Nobody is believed without a plugin that calls `vouch`.
 */
export const approving: HookPoint<Approving> = defineHookPoint<Approving>('ledger.approving')

/**
 * Answers who approved; null where the actor needs nobody.
 *
 * @throws APPROVER_MISSING, APPROVER_REFUSED, VETOED
 */
export async function requireApproval(
  context: CommandContext,
  asked: {
    readonly permission: string
    readonly approver: string | undefined
    readonly entryId: string
    /** Asks a second person even where the actor has the permission: a limit stands above it. */
    readonly always?: boolean
  },
): Promise<string | null> {
  const { permission, approver, entryId, always = false } = asked
  const { actor, branch } = context
  if (!always && context.may(permission)) return null
  if (approver === undefined) throw ApproverMissing.create({ permission, actor })
  if (approver === actor) throw ApproverRefused.create({ permission, approver, rule: 'must be somebody else' })
  let vouched = false
  await context.raise(approving, {
    permission,
    branch,
    actor,
    approver,
    entryId,
    vouch: () => {
      vouched = true
    },
  })
  if (!vouched) throw ApproverRefused.create({ permission, approver, rule: 'must be somebody who approved this' })
  return approver
}
