/** The flows that studios changed or made, in every version: lines go on by the one that they began with. */
import { id, instant, int, json, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

export const stagesFlows = defineTable({
  name: 'stages_flows',
  columns: {
    id: id(),
    flow: text(40),
    /** 1, 2, 3 … for the studio's changes of one flow. */
    revision: int(),
    /** What lines note of it: the version that a plugin had then, and the revision, `1.3`; `0.3` where no plugin has the flow. */
    flowVersion: text(20),
    /** See `flow-definition.ts`; null where the studio gave its own up for the plugin's. */
    definition: nullable(json()),
    at: instant(),
    actor: text(200),
    /** Why. Never personal data. */
    note: nullable(text(500)),
  },
  uniques: [{ name: 'revision', columns: ['flow', 'revision'] }],
  indexes: [{ name: 'version', columns: ['flow', 'flowVersion'] }],
  appendOnly: true,
})

export type StagesFlowRow = RowOf<typeof stagesFlows>
