/** One account over a period: what it opened with, what came, what went, and what it closed with. */
import { z } from 'zod'
import { type Figure, Figures, figureSchema } from './figure.ts'
import type { SelectionMeasure, SelectionPart } from './selection.ts'
import { Sums } from './sums.ts'

export const accountSides = {
  /** debits − credits before the period. */
  opening: figureSchema,
  debit: figureSchema,
  credit: figureSchema,
  /** debits − credits at its end. */
  closing: figureSchema,
}

const schema = z.object(accountSides)

export interface AccountSides extends z.output<typeof schema> {
  opening: Figure
  debit: Figure
  credit: Figure
  closing: Figure
}

/** Sums before a period, undefined where it begins with the books; in it; and of both. */
export interface OpenedSums {
  readonly before: Sums | undefined
  readonly during: Sums
  readonly through: Sums
}

export function openedSums(before: Sums | undefined, during: Sums): OpenedSums {
  const { from: _, ...window } = during.window
  return { before, during, through: Sums.together(window, before === undefined ? [during] : [before, during]) }
}

export const partOf = (accounts: readonly string[], measure: SelectionMeasure): SelectionPart => ({
  accounts: [...accounts],
  measure,
})

/** The sides of accounts taken together. */
export function sidesOf(currency: string, accounts: readonly string[], sums: OpenedSums): AccountSides {
  const now = new Figures(currency, sums.during)
  const balance = partOf(accounts, 'debitBalance')
  return {
    opening: sums.before === undefined ? now.of([]) : new Figures(currency, sums.before).of([balance]),
    debit: now.of([partOf(accounts, 'debits')]),
    credit: now.of([partOf(accounts, 'credits')]),
    closing: new Figures(currency, sums.through).of([balance]),
  }
}

/** The currencies in which there is anything, in the order of their codes. */
export const currenciesIn = ({ before, during }: OpenedSums): readonly string[] =>
  [...new Set([...during.currencies, ...(before?.currencies ?? [])])].sort()
