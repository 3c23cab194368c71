import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentTill, type Till, tillSchema } from '../present-till.ts'
import { idText } from '../shapes.ts'
import { tills } from '../tables.ts'

const schema = z.strictObject({ branch: idText.optional() })

export interface ListTills extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListTills> = schema

/** The tills within reach, with who has an open shift at them. One statement. */
export const list: Operation<'query', ListTills, Till[], never> = operation({
  name: 'tills.list',
  summary: 'Lists the tills and who works at them.',
  kind: 'query',
  input,
  output: z.array(tillSchema),
  async run({ store }, { branch }) {
    const reach = store.scope.branches
    const within = reach === 'all' ? {} : { branch: { in: [...reach] } }
    const where = { allOf: [present({ branch }), within] }
    const rows = await store.find(tills, { where, orderBy: ['branch', 'code'], limit: 'all' })
    return rows.map(presentTill)
  },
})
