/** Makes a class of customers, or changes its rule. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import type { Json } from '../../values/json.ts'
import { ruleSet } from '../events.ts'
import { beginReclassifying } from '../reclassify-job.ts'
import { readRules } from '../read-rules.ts'
import { type Condition, conditionSchema } from '../rule.ts'
import { code } from '../shapes.ts'
import { clienteleRules } from '../tables.ts'

const inputSchema = z.strictObject({
  code,
  name: z.string().trim().normalize('NFC').min(1).max(100),
  /** A customer belongs where all conditions of one of these hold; an empty list makes a class that is given by hand alone. */
  when: z.array(conditionSchema).max(20),
})

const ruleSchema = z.object({
  code: z.string(),
  /** 1, 2, 3 … of the code; every one of them is kept. */
  edition: z.int(),
  name: z.string(),
  when: z.array(conditionSchema),
})
const rulesSchema = z.object({ items: z.array(ruleSchema) })

export interface SetRule extends z.input<typeof inputSchema> {}
export interface ClassRule extends z.output<typeof ruleSchema> {}
export interface ClassRules extends z.output<typeof rulesSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, SetRule> = inputSchema
const output: z.ZodType<ClassRule> = ruleSchema
const rulesOutput: z.ZodType<ClassRules> = rulesSchema

export const setRule = operation({
  name: 'clientele.setRule',
  summary:
    'Makes a class of customers with its rule, or a new edition of the rule; everybody is classified anew after it.',
  kind: 'command',
  input,
  output,
  async run(context, { code: of, name, when }): Promise<ClassRule> {
    await context.store.lock([`clientele.rule:${of}`])
    const standing = (await readRules(context)).find((rule) => rule.code === of)
    const edition = (standing?.edition ?? 0) + 1
    const active = when.length > 0
    const { now: at, actor } = context
    context.store.insert(clienteleRules, { code: of, edition, name, active, when: when as unknown as Json, at, actor })
    beginReclassifying(context)
    context.emit(ruleSet, { code: of, edition, active })
    return { code: of, edition, name, when }
  },
})

export const listRules = operation({
  name: 'clientele.rules',
  summary: 'Lists the classes of customers with the rules in force.',
  kind: 'query',
  input: z.strictObject({}),
  output: rulesOutput,
  async run(context): Promise<ClassRules> {
    const rules = await readRules(context)
    return {
      items: rules.map(({ code: of, edition, name, when }) => ({
        code: of,
        edition,
        name,
        when: [...when] as Condition[],
      })),
    }
  },
})
