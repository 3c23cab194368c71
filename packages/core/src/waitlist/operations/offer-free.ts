/** Offers what is free now to those who wait. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type OfferedFree, offerFreeTimes } from '../offer-free-times.ts'

const schema = z.strictObject({})

export interface OfferFree extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, OfferFree> = schema

const output: z.ZodType<{ offered: number; more: boolean }> = z.object({ offered: z.int(), more: z.boolean() })

/** It happens by itself whenever a time becomes free; this does it at once. */
export const offerFree: Operation<'command', OfferFree, OfferedFree> = operation({
  name: 'waitlist.offerFree',
  summary: 'Offers the times that are free to those who wait in the branch, in the order in which it is their turn.',
  kind: 'command',
  input,
  output,
  run: (context) => offerFreeTimes(context),
})
