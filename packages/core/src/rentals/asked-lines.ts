/** Lines as callers give them, turned into what is claimed for them. */
import {
  type ClaimChoice,
  type ClaimOutcome,
  earlierOf,
  hullOf,
  laterOf,
  overlaps,
  type Taken,
  type Window,
} from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { localSpan } from '../values/local-span.ts'
import { type InTheWay, RentalItemRefused, RentalLinesOverlap, RentalUnitTaken } from './errors.ts'
import { periodAhead, widened } from './period.ts'
import { isForRent, readRentables, type RentableItem, type RentableUnit, requireUnitForRent } from './rentable-items.ts'

export interface LineToAsk {
  readonly item: string
  readonly serial?: string | undefined
  readonly quantity: number
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** What is wanted of one resource: a line, or one of the single units that it wants. */
export interface Asked<L extends LineToAsk> {
  readonly line: L
  /** The place of the line. */
  readonly at: number
  readonly rentable: RentableItem
  /** The unit that was named. */
  readonly unit: RentableUnit | null
  readonly quantity: number
  readonly window: Window
  readonly choices: readonly ClaimChoice[]
}

export interface AskedLines<L extends LineToAsk> {
  /** Those that name their unit first, so that the others take what those leave. */
  readonly asked: readonly Asked<L>[]
  readonly rentables: readonly RentableItem[]
}

const choiceOf = (window: Window, { resource, capacity, terms }: RentableUnit): ClaimChoice => ({
  resource,
  capacity,
  ...widened(window, terms),
})

/**
 * Statements: as readRentables.
 *
 * @throws STOCK_ITEM_UNKNOWN, RENTAL_ITEM_REFUSED, RENTAL_UNIT_UNKNOWN, RENTAL_UNIT_GONE, RENTAL_PERIOD_INVALID,
 * RENTAL_LINES_OVERLAP
 */
export async function askLines<L extends LineToAsk>(
  context: QueryContext | CommandContext,
  lines: readonly L[],
  period: { readonly from: string; readonly to: string },
): Promise<AskedLines<L>> {
  const rentables = await readRentables(
    context,
    lines.map((line) => line.item),
  )
  const asked = lines.flatMap((line, at): Asked<L>[] => {
    const rentable = rentables[at]
    if (rentable === undefined) return []
    const own = line.from !== undefined || line.to !== undefined
    const field = own ? `lines.${at}.to` : 'to'
    const window = periodAhead({ from: line.from ?? period.from, to: line.to ?? period.to }, context.now, field)
    const unit = line.serial === undefined ? null : requireUnitForRent(rentable, line.serial, context.branch)
    const { isSingle, item } = rentable
    if (unit !== null && line.quantity > 1) {
      const rule = `has one unit "${unit.serial?.serial}", but a quantity of ${line.quantity} of it was named`
      throw RentalItemRefused.create({ item: item.code, rule })
    }
    const units = unit === null ? rentable.units.filter(isForRent) : [unit]
    const choices = units.map((one) => choiceOf(window, one))
    const base = { line, at, rentable, unit, window, choices }
    return isSingle
      ? Array.from({ length: line.quantity }, () => ({ ...base, quantity: 1 }))
      : [{ ...base, quantity: line.quantity }]
  })
  refuseOverlap(asked)
  return {
    asked: [...asked.filter(({ unit }) => unit !== null), ...asked.filter(({ unit }) => unit === null)],
    rentables,
  }
}

function refuseOverlap<L extends LineToAsk>(asked: readonly Asked<L>[]): void {
  const named = asked.filter(({ unit }) => unit !== null)
  for (const [place, one] of named.entries()) {
    const [choice] = one.choices
    for (const other of named.slice(0, place)) {
      const [before] = other.choices
      if (choice === undefined || before?.resource !== choice.resource || !overlaps(choice, before)) continue
      throw RentalLinesOverlap.create({
        item: one.rentable.item.code,
        serial: one.unit?.serial?.serial ?? '',
        line: one.at,
        other: other.at,
        from: laterOf(choice.from, before.from),
        to: earlierOf(choice.to, before.to),
      })
    }
  }
}

/** The unit that was chosen for what was asked. */
export function chosenUnit<L extends LineToAsk>(asked: Asked<L>, choice: ClaimChoice | undefined): RentableUnit {
  const unit = asked.rentable.units.find(({ resource }) => resource === choice?.resource)
  if (unit === undefined) throw new Error('claims answered a resource that was not asked for')
  return unit
}

/** The error for what could not be claimed. */
export function unitTaken<L extends LineToAsk>(
  { studio, branch }: Pick<CommandContext, 'studio' | 'branch'>,
  asked: readonly Asked<L>[],
  outcome: Extract<ClaimOutcome, { ok: false }>,
): Error {
  const refused = asked[outcome.wish]
  if (refused === undefined) throw new Error('claims refused a wish that was not asked for')
  const { rentable, unit, quantity, choices, line } = refused
  const { timeZone } = studio.days(branch)
  const units = new Map(rentable.units.map((one) => [one.resource, one.serial?.serial ?? null]))
  const single = rentable.isSingle && unit === null
  // Of single units that were not named, those that were promised to the lines before are in the way too.
  const got = single ? asked.slice(0, outcome.wish).filter((one) => one.at === refused.at).length : 0
  const { from, to } = choices.length === 0 ? refused.window : hullOf(choices)
  return RentalUnitTaken.create({
    item: rentable.item.code,
    serial: unit?.serial?.serial ?? null,
    from,
    to,
    wanted: single ? line.quantity : quantity,
    free: single ? got : outcome.free,
    inTheWay: outcome.standing.map((taken) => inTheWayTold(taken, units.get(taken.resource) ?? null, timeZone)),
    local: localSpan(from, to, timeZone),
    timeZone,
  })
}

/** The same as errors tell it, by the clocks of the branch as well. */
export const inTheWayTold = (taken: Taken, serial: string | null, timeZone: string): InTheWay => ({
  ...inTheWay(taken, serial),
  local: localSpan(taken.from, taken.to, timeZone),
})

export const inTheWay = ({ kind, reference, from, to, quantity }: Taken, serial: string | null) => ({
  kind,
  id: reference,
  serial,
  from,
  to,
  quantity,
})
