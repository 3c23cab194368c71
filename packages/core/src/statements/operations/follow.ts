import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { pageOfLines, sumsOf } from '../line-pages.ts'
import { presentLines, type StatementLine, statementLineSchema } from '../present-lines.ts'
import { type StatementSelection, selectionSchema } from '../selection.ts'
import { pageMembers } from '../shapes.ts'

const schema = z.strictObject({
  /** The `follow` of a number, as the statement answered it. */
  selection: selectionSchema,
  ...pageMembers,
})

export interface FollowFigure {
  selection: StatementSelection
  limit?: number | undefined
  cursor?: string | undefined
}

const input: z.ZodType<z.output<typeof schema>, FollowFigure> = schema

const outputShape = z.object({
  currency: z.string(),
  /** The number that was followed: the sum of the amounts of all lines. */
  amount: z.string(),
  /** `balance` is what the lines so far add up to. */
  items: z.array(statementLineSchema),
  next: z.string().nullable(),
})

export interface FollowedFigure extends z.output<typeof outputShape> {
  items: StatementLine[]
}

const output: z.ZodType<FollowedFigure> = outputShape

/**
 * The lines behind a number of a statement. Statements: one for the number, one for each account, two for the entries; on
 * later pages one more, and one more for each part.
 */
export const follow: Operation<'query', FollowFigure, FollowedFigure, never> = operation({
  name: 'statements.follow',
  summary: 'Lists the lines of the books that add up to a number of a statement.',
  kind: 'query',
  input,
  output,
  async run({ store }, { selection, ...asked }) {
    const { currency, parts } = selection
    const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
    const sums = await sumsOf(store, selection)
    const page = await pageOfLines(store, selection, asked)
    let balance = [...page.before.values()].reduce((sum, one) => sum + one, 0n)
    const run = page.items.map((item) => {
      balance += item.amount
      return { ...item, balance }
    })
    return {
      currency,
      amount: shown(parts.reduce((sum, part) => sum + sums.amount(currency, part), 0n)),
      items: await presentLines(store, run),
      next: page.next,
    }
  },
})
