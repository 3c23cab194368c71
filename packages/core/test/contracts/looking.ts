/** A plugin that hands out rows of contracts as they stand, so that a test can say what would be if somebody had been at them. */
import { z } from 'zod'
import { readWhole, type WholeContract } from '../../src/contracts/read-whole.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'

export function lookingClerk() {
  let seen: WholeContract | undefined
  const look = operation({
    name: 'clerk.look',
    summary: 'Reads the rows of a contract.',
    kind: 'query',
    input: z.strictObject({ contractId: z.string() }),
    output: z.object({}),
    // Beside the answer, which is JSON and holds no amounts in minor units.
    async run(context, { contractId }) {
      seen = await readWhole(context, contractId)
      return {}
    },
  })
  const plugin = definePlugin({ name: 'clerk', version: '1.0.0', operations: { look } })
  const rowsOf = async (desk: unknown, contractId: string): Promise<WholeContract> => {
    await (desk as { clerk: { look(input: object): Promise<object> } }).clerk.look({ contractId })
    if (seen === undefined) throw new Error('nothing was seen')
    return seen
  }
  return { plugin, rowsOf }
}
