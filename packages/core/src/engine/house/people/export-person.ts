/** Everything the store holds about a person, for the person (GDPR article 15 and 20, PIPL article 45). */
import { z } from 'zod'
import type { Filter } from '../../../storage/filter.ts'
import type { Row } from '../../../storage/port.ts'
import type { RowOf, Table } from '../../../storage/table.ts'
import { defineError } from '../../../values/calotype-error.ts'
import { declarationsToken } from '../../load-plugins.ts'
import { operation } from '../../operation.ts'
import { personIds } from './person-identities.ts'
import { personalTables, personKinds } from './personal-tables.ts'

export const PersonKindUnknown = defineError<{ kind: string; known: readonly string[] }>({
  code: 'PERSON_KIND_UNKNOWN',
  status: 404,
  summary: 'No table speaks of this kind of person.',
  message: ({ kind }) => `No table speaks of persons of kind "${kind}".`,
  mend: ({ known }) => `Use one of: ${known.join(', ')}.`,
})

const inputSchema = z.strictObject({
  /** The kind of person, such as `customer`. */
  kind: z.string().min(1).max(40),
  id: z.string().min(1).max(64),
})

const outputSchema = z.object({
  kind: z.string(),
  id: z.string(),
  exportedAt: z.string(),
  /** Rows by table; money as text of minor units. */
  tables: z.array(z.object({ table: z.string(), plugin: z.string(), rows: z.array(z.record(z.string(), z.json())) })),
})

export interface ExportPerson extends z.input<typeof inputSchema> {}
/** What the store holds about a person. */
export interface PersonExport extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ExportPerson> = inputSchema
const output: z.ZodType<PersonExport> = outputSchema

export const exportPerson = operation({
  name: 'people.export',
  summary: 'Exports everything that is held about a person.',
  kind: 'query',
  input,
  output,
  errors: [PersonKindUnknown],
  async run(context, { kind, id }) {
    const declarations = context.resolve(declarationsToken)
    const found = personalTables(declarations, kind)
    if (found.length === 0) throw PersonKindUnknown.create({ kind, known: personKinds(declarations) })
    const ids = await personIds(context, kind, id)
    const tables: PersonExport['tables'] = []
    for (const { table, owner, subject } of found) {
      const rows = await context.store.find(table, {
        where: { [subject]: { in: ids } } as Filter<RowOf<Table>>,
        orderBy: table.key,
        limit: 'all',
      })
      if (rows.length > 0) tables.push({ table: table.name, plugin: owner, rows: rows.map((row) => plain(row as Row)) })
    }
    return { kind, id, exportedAt: context.now, tables }
  },
})

function plain(row: Row): PersonExport['tables'][number]['rows'][number] {
  const kept: PersonExport['tables'][number]['rows'][number] = {}
  for (const [name, value] of Object.entries(row)) {
    if (name === 'tenant' || value === null) continue
    kept[name] = typeof value === 'bigint' ? value.toString() : (value as never)
  }
  return kept
}
