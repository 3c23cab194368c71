/** Puts a customer into a class by hand, or keeps them out of it. */
import { z } from 'zod'
import { CustomerUnknown, holdCustomer } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { classOutput, readClasses } from '../classes-of.ts'
import { ClassUnknown } from '../errors.ts'
import { customerClassified } from '../events.ts'
import { readRules } from '../read-rules.ts'
import { code, idText } from '../shapes.ts'
import { clienteleMarks } from '../tables.ts'

const inputSchema = z.strictObject({
  customerId: idText,
  code,
  /** True: in it; false: not in it, whatever the rule says; null: as the rule says. */
  belongs: z.boolean().nullable(),
  reason: z.string().trim().min(1).max(500).optional(),
})

const outputSchema = z.object({ customerId: z.string(), classes: z.array(classOutput) })

export interface Classify extends z.input<typeof inputSchema> {}
export interface ClassifiedCustomer extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, Classify> = inputSchema
const output: z.ZodType<ClassifiedCustomer> = outputSchema

export const classify = operation({
  name: 'clientele.classify',
  summary: 'Puts a customer into a class by hand, keeps them out of it, or leaves it to the rule again.',
  kind: 'command',
  input,
  output,
  errors: [CustomerUnknown, ClassUnknown],
  async run(context, { customerId: given, code: of, belongs, reason = null }): Promise<ClassifiedCustomer> {
    const { store, now: at, actor } = context
    const rules = await readRules(context)
    if (!rules.some((rule) => rule.code === of)) {
      throw ClassUnknown.create({ code: of, known: rules.map((rule) => rule.code) })
    }
    const { id: customerId } = await holdCustomer(context, given)
    const standing = await store.get(clienteleMarks, { customerId, code: of })
    if (belongs === null) {
      if (standing !== undefined) await store.delete(clienteleMarks, standing)
    } else if (standing === undefined)
      store.insert(clienteleMarks, { customerId, code: of, belongs, reason, at, actor })
    else await store.update(clienteleMarks, standing, { belongs, reason, at, actor })
    context.emit(customerClassified, { customerId, code: of, belongs })
    return { customerId, classes: (await readClasses(context, [customerId]))(customerId) }
  },
})
