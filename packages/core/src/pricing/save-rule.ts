/** Writing price lists and promotions: every version kept, and the book of rules written anew. */
import type { CommandContext } from '../engine/context.ts'
import { canonicalJson, type Json } from '../values/json.ts'
import { OfferInvalid, RuleChanged } from './errors.ts'
import { ruleEnded, ruleSaved } from './events.ts'
import { mostRules, rewriteBook } from './rule-book.ts'
import { pricingRulesKept, pricingRuleVersions, type RuleRow } from './tables.ts'

export type RuleKind = 'priceList' | 'promotion'

const wordsOf = { priceList: 'price list', promotion: 'promotion' } as const

/**
 * Saves a rule under its code: the first version of a new one, the next of one that stands, ended or not. What changes
 * nothing makes no version. Call it under the lock of the rules.
 *
 * @throws PRICING_CHANGED, OFFER_INVALID where there are too many
 */
export async function saveRule(
  context: CommandContext,
  rule: {
    readonly kind: RuleKind
    readonly code: string
    readonly content: object
    readonly expectedVersion?: number | undefined
  },
): Promise<RuleRow> {
  const { kind, code, expectedVersion } = rule
  const content = JSON.parse(JSON.stringify(rule.content)) as Json
  const standing = await context.store.get(pricingRulesKept, { kind, code })
  requireVersion(kind, code, standing?.ruleVersion ?? 0, expectedVersion)
  if (standing?.active === true && canonicalJson(standing.content) === canonicalJson(content)) return standing
  const ruleVersion = (standing?.ruleVersion ?? 0) + 1
  if (standing?.active !== true) await requireRoom(context, kind)
  const row =
    standing === undefined
      ? context.store.insert(pricingRulesKept, { kind, code, ruleVersion, content, active: true })
      : await context.store.update(pricingRulesKept, standing, { ruleVersion, content, active: true })
  keepVersion(context, row)
  context.emit(ruleSaved, { kind, code, ruleVersion })
  await rewriteBook(context)
  return row
}

/** Ends a rule: it holds for no order from now on. Answers it as it stands; undefined where there is none. */
export async function endRule(context: CommandContext, kind: RuleKind, code: string): Promise<RuleRow | undefined> {
  const standing = await context.store.get(pricingRulesKept, { kind, code })
  if (standing === undefined || !standing.active) return standing
  const row = await context.store.update(pricingRulesKept, standing, {
    ruleVersion: standing.ruleVersion + 1,
    active: false,
  })
  keepVersion(context, row)
  context.emit(ruleEnded, { kind, code, ruleVersion: row.ruleVersion })
  await rewriteBook(context)
  return row
}

function keepVersion(context: CommandContext, row: RuleRow): void {
  const { kind, code, ruleVersion, content, active } = row
  context.store.insert(pricingRuleVersions, { kind, code, ruleVersion, content, active, at: context.now })
}

function requireVersion(kind: RuleKind, code: string, actual: number, expected: number | undefined): void {
  if (expected === undefined || expected === actual) return
  throw RuleChanged.create({ kind: wordsOf[kind], code, expected, actual })
}

async function requireRoom(context: CommandContext, kind: RuleKind): Promise<void> {
  const [row] = await context.store.aggregate(pricingRulesKept, {
    where: { kind, active: true },
    measures: { count: { of: 'count' } },
    limit: 1,
  })
  if ((row?.count ?? 0) < mostRules) return
  const rule = `would be more than ${mostRules} in force: end those that are over`
  throw OfferInvalid.create({ of: `The ${wordsOf[kind]}`, rule })
}
