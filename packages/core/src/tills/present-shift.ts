/** Shifts and their reports, for callers. Amounts are decimal strings in `currency`. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { foreignCounts, foreignCountSchema } from './foreign-drawer.ts'
import type { CountRow, ShiftRow } from './tables.ts'

const shiftShape = {
  id: z.string(),
  branch: z.string(),
  till: z.string(),
  cashier: z.string(),
  businessDate: z.string(),
  openedAt: z.string(),
  open: z.boolean(),
  closedAt: z.string().nullable(),
  currency: z.string(),
  /** What was counted in the drawer when it was opened. */
  float: z.string(),
  /** The shift whose cash was handed over. */
  handedFrom: z.string().nullable(),
}

const shiftObject = z.object(shiftShape)

export interface TillShift extends z.output<typeof shiftObject> {}

export const shiftSchema: z.ZodType<TillShift> = shiftObject

const methodObject = z.object({
  method: z.string(),
  currency: z.string(),
  expected: z.string(),
  /** Null where nobody counted it. */
  counted: z.string().nullable(),
  difference: z.string().nullable(),
})

const reportObject = z.object({
  ...shiftShape,
  /** X while the shift is open, Z after. */
  report: z.enum(['X', 'Z']),
  /** The number of a Z report. */
  number: z.string().nullable(),
  /** What the drawer must hold by the books. */
  expected: z.string(),
  counted: z.string().nullable(),
  /** counted − expected: above zero where the drawer was over. */
  difference: z.string().nullable(),
  /** What went to the safe with the close. */
  toSafe: z.string().nullable(),
  /** What stayed in the drawer. */
  left: z.string().nullable(),
  denominations: z.array(z.object({ value: z.string(), pieces: z.int() })).nullable(),
  /** Foreign cash, currency by currency. */
  foreign: z.array(foreignCountSchema),
  methods: z.array(methodObject),
  countedBy: z.string().nullable(),
  handedTo: z.string().nullable(),
  note: z.string().nullable(),
})

/** The report of a shift: X while it is open, Z once it is closed. */
export interface TillShiftReport extends z.output<typeof reportObject> {}

export const shiftReportSchema: z.ZodType<TillShiftReport> = reportObject

const shown = (minor: bigint, currency: string): string => Money.ofMinor(minor, currency).toString()

export function presentShift(shift: ShiftRow): TillShift {
  const { id, branch, till, cashier, businessDate, openedAt, open, closedAt, currency, handedFrom } = shift
  const float = shown(shift.float, currency)
  return { id, branch, till, cashier, businessDate, openedAt, open, closedAt, currency, float, handedFrom }
}

export function presentCount(shift: ShiftRow, count: CountRow): TillShiftReport {
  const { currency } = count
  return {
    ...presentShift(shift),
    report: 'Z',
    number: count.number,
    expected: shown(count.expected, currency),
    counted: shown(count.counted, currency),
    difference: shown(count.difference, currency),
    toSafe: shown(count.toSafe, currency),
    left: shown(count.counted - count.toSafe, currency),
    // As this room wrote them.
    denominations: count.denominations as TillShiftReport['denominations'],
    foreign: foreignCounts(count.foreign),
    methods: count.methods as TillShiftReport['methods'],
    countedBy: count.countedBy,
    handedTo: count.handedTo,
    note: count.note,
  }
}
