/** Holds a promotion or coupon against its rules, and writes its amounts in one way. */
import { catalogItems } from '../catalog/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { BranchUnknown } from '../engine/studio.ts'
import { Money } from '../values/money.ts'
import { OfferInvalid } from './errors.ts'
import type { Offer, OfferEffect } from './offer.ts'

type Terms = Pick<Offer, 'effect' | 'on' | 'from' | 'to' | 'minimum' | 'branches'>

/**
 * The offer with its amounts in all decimals of the currency. One statement where it names items.
 *
 * @throws OFFER_INVALID, BRANCH_UNKNOWN, MONEY_MALFORMED, MONEY_TOO_PRECISE
 */
export async function checkedOffer<T extends Terms>(context: CommandContext, of: string, terms: T): Promise<T> {
  const refuse = (rule: string) => OfferInvalid.create({ of, rule })
  const { currency } = context.studio
  const positive = (what: string, text: string): string => {
    const amount = Money.of(text, currency)
    if (!amount.isPositive()) throw refuse(`must have ${what} above zero, got ${amount}`)
    return amount.toString()
  }
  requireDays(terms, refuse)
  requireBranches(context, terms.branches)
  const { effect, minimum } = terms
  if (effect.kind === 'together' && terms.on === undefined && Object.keys(effect.needs).length === 0) {
    throw refuse('must say which lines are needed, or which are cheaper with them')
  }
  const selectors = [terms.on, effect.kind === 'together' ? effect.needs : undefined]
  const codes = selectors.flatMap((selector) => [...(selector?.items ?? []), ...(selector?.except ?? [])])
  await requireCodes(context, codes, refuse)
  return {
    ...terms,
    effect: checkedEffect(),
    ...(minimum === undefined ? {} : { minimum: { ...minimum, amount: positive('a minimum', minimum.amount) } }),
  }

  function checkedEffect(): OfferEffect {
    if (effect.kind === 'amount') return { ...effect, amount: positive('an amount', effect.amount) }
    if (effect.kind !== 'tiers') return effect
    const tiers = effect.tiers.map(({ from, price }) => ({ from, price: positive('prices of tiers', price) }))
    for (const [at, { from, price }] of tiers.entries()) {
      const before = tiers[at - 1]
      if (before === undefined || Money.of(price, currency).lessThan(Money.of(before.price, currency))) continue
      throw refuse(
        `must cost less from ${from} units on than from ${before.from}: ${price} is not below ${before.price}`,
      )
    }
    return { ...effect, tiers }
  }
}

/** @throws what `refuse` makes, where the first day comes after the last */
export function requireDays(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  refuse: (rule: string) => Error,
): void {
  if (from !== undefined && to !== undefined && from > to)
    throw refuse(`must not end on ${to}, before it begins on ${from}`)
}

/** @throws BRANCH_UNKNOWN: a misspelt branch would be silence */
export function requireBranches(context: CommandContext, branches: readonly string[] | undefined): void {
  for (const branch of branches ?? []) {
    if (context.studio.hasBranch(branch)) continue
    throw BranchUnknown.create({ tenant: context.tenant, branch, known: context.studio.branches })
  }
}

async function requireCodes(context: CommandContext, codes: readonly string[], refuse: (rule: string) => Error) {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return
  const rows = await context.store.find(catalogItems, { where: { code: { in: wanted } }, limit: 'all' })
  const known = new Set(rows.map((row) => row.code))
  const missing = wanted.filter((code) => !known.has(code))
  if (missing.length > 0) throw refuse(`names items that the catalogue does not have: ${missing.join(', ')}`)
}
