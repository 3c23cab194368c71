/**
 * Erases a person (GDPR article 17, PIPL article 47): personal columns are blanked, in the audit and in stored answers
 * too, and derived rows go. Facts hold no personal data, so the books stay whole.
 */
import { z } from 'zod'
import { type ColumnKind, id, instant, int, text, type Value } from '../../../storage/column.ts'
import type { Filter } from '../../../storage/filter.ts'
import type { Row } from '../../../storage/port.ts'
import { type ChangeOf, defineTable, type RowOf, type Table } from '../../../storage/table.ts'
import { keyTextOf } from '../../../storage/written-row.ts'
import { defineError } from '../../../values/calotype-error.ts'
import type { Json } from '../../../values/json.ts'
import type { CommandContext } from '../../context.ts'
import { defineEvent } from '../../event.ts'
import { defineHookPoint } from '../../hook-point.ts'
import { declarationsToken } from '../../load-plugins.ts'
import { operation } from '../../operation.ts'
import { auditChanges, auditCommands } from '../../records.ts'
import { PersonKindUnknown } from './export-person.ts'
import { personIds } from './person-identities.ts'
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

/** That a person was erased, when and why: kept without anything that was erased. */
export const peopleErasures = defineTable({
  name: 'people_erasures',
  columns: {
    id: id(),
    kind: text(40),
    personId: id(),
    reason: text(500),
    at: instant(),
    blanked: int(),
    deleted: int(),
  },
  indexes: [{ name: 'person', columns: ['kind', 'personId'] }],
  appendOnly: true,
})

export const PersonUnknown = defineError<{ kind: string; id: string }>({
  code: 'PERSON_UNKNOWN',
  status: 404,
  summary: 'No row speaks of this person.',
  message: ({ kind, id }) => `Nothing is held about a ${kind} "${id}".`,
  mend: 'Check the id: nothing was erased.',
})

export const ErasureBeyondBranches = defineError<{ branches: readonly string[] }>({
  code: 'ERASURE_BEYOND_BRANCHES',
  status: 403,
  summary: 'A person can only be erased by somebody whose permission reaches every branch.',
  message: ({ branches }) => `The permission people.erase of this actor reaches only: ${branches.join(', ')}.`,
  mend: 'Let somebody erase who has the permission in every branch: a person erased by halves is not erased.',
})

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
  errors: [PersonKindUnknown, PersonUnknown, ErasureBeyondBranches],
  async run(context, { kind, id, reason }) {
    const declarations = context.resolve(declarationsToken)
    const found = personalTables(declarations, kind)
    if (found.length === 0) throw PersonKindUnknown.create({ kind, known: personKinds(declarations) })
    if (context.store.scope.branches !== 'all')
      throw ErasureBeyondBranches.create({ branches: context.store.scope.branches })
    const ids = await personIds(context, kind, id)
    for (const one of ids) await context.raise(erasingPerson, { kind, id: one })
    let tablesThatSpeak = 0
    const told = new Set<string>(ids)
    let blanked = 0
    let deleted = 0
    for (const place of found) {
      const where = { [place.subject]: { in: ids } } as Filter<RowOf<Table>>
      const [held] = await context.store.find(place.table, { where, orderBy: place.table.key, limit: 1 })
      if (held === undefined) continue
      tablesThatSpeak++
      if (place.table.derived) {
        deleted += await context.store.deleteWhere(place.table, where)
      } else if (place.personal.length > 0) {
        const rows = await context.store.find(place.table, { where, orderBy: place.table.key, limit: 'all' })
        const blank = blankOf(place)
        // Written without its own audit of the values: an audit that repeats what is erased would not erase it.
        blanked += await context.store.updateWhere(place.table, where, blank)
        for (const row of rows) {
          for (const name of place.personal) rememberText((row as Row)[name], told)
          await eraseFromAudit(context, place, row as Row)
        }
      }
    }
    if (tablesThatSpeak === 0) throw PersonUnknown.create({ kind, id })
    await eraseFromAnswers(context, told)
    context.store.insert(peopleErasures, {
      id: context.newId(),
      kind,
      personId: id,
      reason,
      at: context.now,
      blanked,
      deleted,
    })
    for (const one of ids) context.emit(personErased, { kind, id: one })
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
}

/** The texts by which a stored answer can be known to speak of the person. */
function rememberText(value: Value | undefined, told: Set<string>): void {
  if (typeof value === 'string' && value.length > 1) told.add(value)
  else if (value !== null && typeof value === 'object')
    for (const one of Object.values(value)) rememberText(one as Value, told)
}

/** A stored answer that repeats anything of the person goes, whoever asked for it; its key stays taken. */
async function eraseFromAnswers(context: CommandContext, told: ReadonlySet<string>): Promise<void> {
  const texts = [...told].map((text) => JSON.stringify(text).slice(1, -1))
  const speaking: string[] = []
  for await (const command of context.store.stream(auditCommands, {
    where: { answer: { ne: null } },
    orderBy: ['id'],
  })) {
    const answer = JSON.stringify(command.answer)
    if (texts.some((text) => answer.includes(text))) speaking.push(command.id)
  }
  if (speaking.length > 0) await context.store.updateWhere(auditCommands, { id: { in: speaking } }, { answer: null })
}

function without(values: Json, names: readonly string[]): Json {
  if (values === null || typeof values !== 'object' || Array.isArray(values)) return values
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))
}
