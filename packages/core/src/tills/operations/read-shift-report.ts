import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { TillShiftUnknown } from '../errors.ts'
import { allMethodDifferences } from '../expected.ts'
import { expectedOnly, foreignFloats } from '../foreign-drawer.ts'
import { presentCount, presentShift, type TillShiftReport, shiftReportSchema } from '../present-shift.ts'
import { readExpected } from '../read-expected.ts'
import { idText } from '../shapes.ts'
import { tillsCounts, tillsShifts } from '../tables.ts'

const schema = z.strictObject({ shiftId: idText })

export interface ReadTillShiftReport extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadTillShiftReport> = schema

/**
 * The report of a shift. While it is open (X) it shows what the count must come to, and so needs the permission
 * tills.seeExpected.
 */
export const shiftReport: Operation<'query', ReadTillShiftReport, TillShiftReport, typeof TillShiftUnknown> = operation(
  {
    name: 'tills.shiftReport',
    summary: 'Answers the report of a shift: X while it is open, Z after.',
    kind: 'query',
    input,
    output: shiftReportSchema,
    errors: [TillShiftUnknown],
    async run(context, { shiftId }) {
      const shift = await context.store.get(tillsShifts, shiftId)
      if (shift === undefined) throw TillShiftUnknown.create({ shiftId })
      const count = await context.store.get(tillsCounts, shiftId)
      if (count !== undefined) return presentCount(shift, count)
      context.demand('tills.seeExpected', shift.branch)
      const expected = await readExpected(context.store, shift)
      return {
        ...presentShift(shift),
        report: 'X',
        number: null,
        expected: expected.cash.toString(),
        counted: null,
        difference: null,
        toSafe: null,
        left: null,
        denominations: null,
        foreign: expected.foreign.map(({ cash }) => expectedOnly(cash, foreignFloats(shift.foreign))),
        methods: allMethodDifferences(expected, []),
        countedBy: null,
        handedTo: null,
        note: null,
      }
    },
  },
)
