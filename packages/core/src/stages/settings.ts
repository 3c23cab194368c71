/** What a studio decides about its stages. */
import { z } from 'zod'
import { isCalendarDate } from '../values/calendar-date.ts'
import { departmentSchema, flowName, flowSchema } from './flow-definition.ts'
import { handoverFlow } from './built-in-flows.ts'

const day = z.string().refine(isCalendarDate, 'must be a date such as 2026-10-01')
const flowByName = z.record(z.string().min(1).max(60), flowName)

/** What kinds of line there are: a package with a shoot is one by itself. */
export const lineKinds = ['shootPackage', 'package', 'product', 'service'] as const
export type LineKind = (typeof lineKinds)[number]

const schema = z.object({
  /** The studio's own flows, as they are in force. Changed by `stages.saveFlow` alone, which keeps every version. */
  flows: z.record(flowName, z.object({ flowVersion: z.string().max(20), definition: flowSchema })).default({}),
  /** Departments beside those of the house and of plugins. */
  departments: z.array(departmentSchema).max(100).default([]),
  /** The flow of a line, by the code of its item. */
  flowOfItem: flowByName.default({}),
  /** By its category, where its item is not named. */
  flowOfCategory: flowByName.default({ 'album-add-on': 'album', makeup: 'service' }),
  /** By its kind, where neither is. */
  flowOfKind: z
    .strictObject({
      shootPackage: flowName.default('shoot'),
      package: flowName.default(handoverFlow.name),
      product: flowName.default(handoverFlow.name),
      service: flowName.default(handoverFlow.name),
    })
    .default({
      shootPackage: 'shoot',
      package: handoverFlow.name,
      product: handoverFlow.name,
      service: handoverFlow.name,
    }),
  /** Days of the week on which nothing is done: 1 is Monday, 7 is Sunday. */
  closedWeekdays: z
    .array(z.int().min(1).max(7))
    .max(6)
    .refine((days) => new Set(days).size === days.length, 'must name each day once')
    .default([]),
  /** Holidays: spans of days on which nothing is done, both ends included. */
  closedDays: z
    .array(
      z.strictObject({ from: day, to: day }).refine(({ from, to }) => from <= to, 'must end no earlier than it begins'),
    )
    .max(500)
    .default([]),
  /** Days that are worked although they would be closed (调休). */
  openDays: z.array(day).max(500).default([]),
})

export interface StagesSettings extends z.output<typeof schema> {}

export const stagesSettings: { readonly name: 'stages'; readonly settings: z.ZodType<StagesSettings> } = {
  name: 'stages',
  settings: schema,
}
