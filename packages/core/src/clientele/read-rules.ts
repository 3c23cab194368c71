/** The rules in force. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { Condition } from './rule.ts'
import { clienteleRules, type RuleRow } from './tables.ts'

export interface RuleInForce extends Omit<RuleRow, 'when'> {
  readonly when: readonly Condition[]
}

/** The last edition of each code, by code. One statement. */
export async function readRules({
  store,
}: Pick<QueryContext | CommandContext, 'store'>): Promise<readonly RuleInForce[]> {
  const rows = await store.find(clienteleRules, { orderBy: ['code', 'edition'], limit: 'all' })
  const last = new Map(rows.map((row) => [row.code, { ...row, when: row.when as unknown as readonly Condition[] }]))
  return [...last.values()]
}
