/**
 * Erases a person (GDPR article 17, PIPL article 47): personal columns are blanked, in the audit and in stored answers
 * too, and derived rows go. Facts hold no personal data, so the books stay whole.
 */
import { z } from 'zod'
import type { ColumnKind, Value } from '../../../storage/column.ts'
import type { Filter } from '../../../storage/filter.ts'
import type { Row } from '../../../storage/port.ts'
import type { ChangeOf, RowOf, Table } from '../../../storage/table.ts'
import { keyTextOf } from '../../../storage/written-row.ts'
import type { Json } from '../../../values/json.ts'
import type { CommandContext } from '../../context.ts'
import { defineEvent } from '../../event.ts'
import { defineHookPoint } from '../../hook.ts'
import { declarationsToken } from '../../load-plugins.ts'
import { operation } from '../../operation.ts'
import { auditChanges, auditCommands } from '../../records.ts'
import { PersonKindUnknown } from './export-person.ts'
import { type PersonalTable, personalTables, personKinds } from './personal-tables.ts'

const inputSchema = z.strictObject({
  kind: z.string().min(1).max(40),
  id: z.string().min(1).max(64),
  /** Who asked for it and why; kept in the audit. */
  reason: z.string().min(1).max(500),
})

const outputSchema = z.object({
  kind: z.string(),
  id: z.string(),
  /** Rows whose personal columns were blanked. */
  blanked: z.int(),
  /** Derived rows that were deleted. */
  deleted: z.int(),
})

export interface ErasePerson extends z.input<typeof inputSchema> {}
export interface PersonErased extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ErasePerson> = inputSchema
const output: z.ZodType<PersonErased> = outputSchema

/** Raised before a person is erased; a room vetoes while the person is still needed. */
export const erasingPerson = defineHookPoint<{ readonly kind: string; readonly id: string }>('people.erasing')

export const personErased = defineEvent({
  name: 'people.erased',
  version: 1,
  schema: z.object({ kind: z.string(), id: z.string() }),
})

export const erasePerson = operation({
  name: 'people.erase',
  summary: 'Erases the personal data of a person and keeps the books whole.',
  kind: 'command',
  input,
  output,
  errors: [PersonKindUnknown],
  async run(context, { kind, id }) {
    const declarations = context.resolve(declarationsToken)
    const found = personalTables(declarations, kind)
    if (found.length === 0) throw PersonKindUnknown.create({ kind, known: personKinds(declarations) })
    await context.raise(erasingPerson, { kind, id })
    let blanked = 0
    let deleted = 0
    for (const place of found) {
      const where = { [place.subject]: id } as Filter<RowOf<Table>>
      if (place.table.derived) {
        deleted += await context.store.deleteWhere(place.table, where)
      } else if (place.personal.length > 0) {
        const rows = await context.store.find(place.table, { where, orderBy: place.table.key, limit: 'all' })
        const blank = blankOf(place)
        // Written without its own audit of the values: an audit that repeats what is erased would not erase it.
        blanked += await context.store.updateWhere(place.table, where, blank)
        for (const row of rows) await eraseFromAudit(context, place, row as Row)
      }
    }
    context.emit(personErased, { kind, id })
    return { kind, id, blanked, deleted }
  },
})

/** What each personal column becomes: null where it may be, else the blank of its kind. */
function blankOf({ table, personal }: PersonalTable): ChangeOf<Table> {
  const blank: Record<string, Value> = {}
  for (const name of personal) {
    const column = table.columns[name]
    blank[name] = column === undefined || column.nullable ? null : blanks[column.kind]
  }
  return blank
}

const blanks: Readonly<Record<ColumnKind, Value>> = {
  id: 'erased',
  text: '',
  int: 0,
  decimal: '0',
  money: 0n,
  bool: false,
  instant: '0001-01-01T00:00:00.000Z',
  date: '0001-01-01',
  json: {},
}

async function eraseFromAudit(context: CommandContext, { table, personal }: PersonalTable, row: Row): Promise<void> {
  const recordId = keyTextOf(table, row)
  const changes = await context.store.find(auditChanges, {
    where: { tableName: table.name, recordId },
    orderBy: ['commandId', 'sequence'],
    limit: 'all',
  })
  for (const change of changes) {
    const before = without(change.before, personal)
    const after = without(change.after, personal)
    await context.store.update(auditChanges, change, { before, after })
  }
  const commandIds = [...new Set(changes.map((change) => change.commandId))]
  // A stored answer may repeat what the command was told: its key stays taken, its answer goes.
  await context.store.updateWhere(auditCommands, { id: { in: commandIds } }, { answer: null })
}

function without(values: Json, names: readonly string[]): Json {
  if (values === null || typeof values !== 'object' || Array.isArray(values)) return values
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))
}
