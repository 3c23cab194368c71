import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { PaymentAttemptUnknown, PaymentInOtherBranch } from '../errors.ts'
import { attemptSchema, presentAttempt } from '../present-attempt.ts'
import { reportSchema } from '../report.ts'
import { idText } from '../shapes.ts'
import { lockAttempt, takeReport } from '../take-report.ts'

const schema = z.strictObject({
  attemptId: idText,
  source: z.enum(['house', 'call', 'query']),
  report: reportSchema,
})

export interface ReportAttempt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReportAttempt> = schema

/** What a provider answered to the runner, which asked it outside of any transaction. */
export const report = operation({
  name: 'payments.report',
  summary: 'Records what a provider answered of a payment or refund, and moves the books where money has moved.',
  kind: 'command',
  permission: 'payments.run',
  input,
  output: attemptSchema,
  errors: [PaymentAttemptUnknown, PaymentInOtherBranch],
  async run(context, { attemptId, source, report: told }) {
    return presentAttempt(await takeReport(context, await lockAttempt(context, attemptId), told, source))
  },
})
