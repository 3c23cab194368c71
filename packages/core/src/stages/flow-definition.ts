/** What a flow is as data: how a plugin registers it, and how a studio saves its own. */
import { z } from 'zod'

const named = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[a-z][a-zA-Z0-9]*$/, 'must be camelCase, such as retouchChecked')

/** The longest name of a stage. */
export const longestStage = 20

export const stageName = named(longestStage)
export const flowName = named(40)
export const departmentName = named(40)

const words = z.string().trim().min(1).max(60)

/** What people read. */
export const titleSchema = z.strictObject({ en: words, zh: words })

/** Whose turn it is. */
export const turns = ['studio', 'customer', 'supplier'] as const
export type Turn = (typeof turns)[number]

/**
 * When a stage is due: so many business days after the stage before it was entered, from the day of the shoot (below zero:
 * before it), or back from the day that was promised to the customer (zero or below).
 */
export const leadTimeSchema = z
  .strictObject({ from: z.enum(['previous', 'shoot', 'promise']), days: z.int().min(-730).max(730) })
  .refine(({ from, days }) => from !== 'previous' || days >= 0, 'from previous must be zero or more days')
  .refine(({ from, days }) => from !== 'promise' || days <= 0, 'from promise must be zero or fewer days')

/** What must be answered to enter a stage. */
const checkSchema = z
  .strictObject({
    name: named(40),
    title: titleSchema,
    /** `yes`: only yes will do; `yesNo`, `text`, `number` or one of `choices`. */
    kind: z.enum(['yes', 'yesNo', 'text', 'number', 'choice']),
    choices: z.array(z.string().trim().min(1).max(60)).min(1).max(50).optional(),
    /** Whether it may be left open. */
    optional: z.boolean().default(false),
  })
  .refine(({ kind, choices }) => (kind === 'choice') === (choices !== undefined), 'has choices where it is a choice')

/** Fields of a line that a stage may demand. */
export const stageFields = ['shootDate'] as const
export type StageField = (typeof stageFields)[number]

const stageSchema = z.strictObject({
  name: stageName,
  title: titleSchema,
  /** Whose work brings a line here. */
  department: departmentName,
  /** Who has to act for it: who is waited for. */
  turn: z.enum(turns).default('studio'),
  /** When it is due; null where nothing says so. */
  lead: leadTimeSchema.nullable().default(null),
  /** Where a line goes from here, the usual stage first; none at an end. Each stands later in the list. */
  next: z.array(stageName).max(20).default([]),
  /** Whether it may be passed over. */
  optional: z.boolean().default(false),
  checks: z.array(checkSchema).max(30).default([]),
  /** What must be known of a line to bring it here: noted before, or given with the move. */
  fields: z.array(z.enum(stageFields)).max(stageFields.length).default([]),
  /** What may come of it; one of them must be given. None: nothing is asked. */
  results: z.array(named(40)).max(20).default([]),
  /** Who may bring a line here; the department's permission unless told. */
  permission: z.string().min(1).max(80).nullable().default(null),
  /** Stages to which a line may be taken back from here, where it was moved by mistake; every earlier one unless told. */
  back: z.array(stageName).max(60).nullable().default(null),
  /** Whether a line may be held here. */
  hold: z.boolean().default(true),
  /** Stages from which work is begun again, where it has to be done again (返工). */
  rework: z.array(stageName).max(60).default([]),
  /** The same where the customer is photographed again (补拍). */
  reshoot: z.array(stageName).max(60).default([]),
  /** Whether the customer is photographed here: the day is the line's day of the shoot. */
  shoot: z.boolean().default(false),
  /** Whether the line is the customer's from here on. One stage of every flow; `orders.pickUp` enters it. */
  delivers: z.boolean().default(false),
})

export const flowSchema = z.strictObject({
  name: flowName,
  title: titleSchema,
  /** In the order in which lines walk through them; the first is where a line begins. */
  stages: z.array(stageSchema).min(2).max(60),
})

export type LeadTime = z.output<typeof leadTimeSchema>
export type StageCheck = z.output<typeof checkSchema>
/** A stage with everything that was left out filled in. */
export type Stage = z.output<typeof stageSchema>
/** A flow as somebody writes it down. */
export interface FlowDefinition extends z.input<typeof flowSchema> {}
/** A flow with everything that was left out filled in. */
export interface FlowData extends z.output<typeof flowSchema> {}

export const departmentSchema = z.strictObject({
  name: departmentName,
  title: titleSchema,
  /** A permission that some plugin declares: who may bring lines to the department's stages. Anybody who may move lines unless told. */
  permission: z.string().min(1).max(80).nullable().default(null),
})

export interface DepartmentDefinition extends z.input<typeof departmentSchema> {}
export interface Department extends z.output<typeof departmentSchema> {}
