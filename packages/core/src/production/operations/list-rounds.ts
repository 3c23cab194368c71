import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentRounds, roundSchema, roundStates } from '../present-round.ts'
import { idText, pageMembers, roundKinds } from '../shapes.ts'
import { productionRounds } from '../tables.ts'

const inputSchema = z.strictObject({
  ...pageMembers,
  /** Of one person, in whatever branch unless one is named. */
  staffId: idText.optional(),
  /** Of one order: the rounds of all its lines. */
  orderId: idText.optional(),
  /** Of one line: all of its rounds. */
  lineId: idText.optional(),
  kind: z.enum(roundKinds).optional(),
  state: z.enum(roundStates).optional(),
  /** That of the session unless told, or unless those of a person, an order or a line are asked for. */
  branch: idText.optional(),
})

const outputSchema = z.object({ items: z.array(roundSchema), next: z.string().nullable() })

export interface ListRounds extends z.input<typeof inputSchema> {}
/** A page of rounds; follow `next` until it is null. */
export interface RoundPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListRounds> = inputSchema
const output: z.ZodType<RoundPage> = outputSchema

/** Two statements at any size. */
export const listRounds = operation({
  name: 'production.rounds',
  summary:
    'Lists rounds of a person, an order, a line or a branch by kind and state; line by line of an order, else the first due first.',
  kind: 'query',
  input,
  output,
  async run(context, { staffId, orderId, lineId, kind, state, branch, limit, cursor }) {
    const ofOrder = orderId !== undefined || lineId !== undefined
    const whole = staffId === undefined && !ofOrder
    const page = await context.store.page(productionRounds, {
      where: {
        ...present({ staffId, orderId, lineId, kind, state, branch }),
        ...(whole ? { branch: branch ?? context.branch } : {}),
      },
      orderBy: orderOf({ orderId, lineId, staffId }),
      limit,
      cursor,
    })
    return { items: await presentRounds(context, page.items), next: page.next }
  },
})

/** Rounds of an order or a line as they were begun; others by when they are due. */
function orderOf({ orderId, lineId, staffId }: Pick<ListRounds, 'orderId' | 'lineId' | 'staffId'>) {
  if (lineId !== undefined) return ['lineId', 'kind', 'number'] as const
  if (orderId !== undefined) return ['orderId', 'lineId', 'kind', 'number'] as const
  return staffId !== undefined ? (['state', 'due', 'id'] as const) : (['kind', 'state', 'due', 'id'] as const)
}
