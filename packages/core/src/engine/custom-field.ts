/** Custom fields: columns that a plugin or host adds to a table of another room. Real columns: typed, checked, indexed, queried. */
import { z } from 'zod'
import { type Column, nullable, type Value } from '../storage/column.ts'
import type { Filter } from '../storage/filter.ts'
import type { Row } from '../storage/port.ts'
import { ruleBroken, shown } from '../storage/row-check.ts'
import type { Table } from '../storage/table.ts'
import { defineError } from '../values/calotype-error.ts'

export interface CustomField {
  readonly table: Table
  /** camelCase; callers write `custom: { <name>: … }`. */
  readonly name: string
  readonly column: Column
  /** A rule beyond the kind of the column, held against what the caller passes; for money that is text of whole minor units. */
  readonly schema?: z.ZodType | undefined
  /** Whether listings filter by it often. */
  readonly indexed?: boolean | undefined
}

/** Declares a custom field; it may always be left out. */
export function customField(options: {
  readonly table: Table
  readonly name: string
  readonly column: Column
  readonly schema?: z.ZodType
  readonly indexed?: boolean
}): CustomField {
  return { ...options, column: nullable(options.column) }
}

/** What callers pass and get for a custom field. */
export type CustomValue = string | number | boolean | null

export type CustomValues = Readonly<Record<string, CustomValue>>

/** The member `custom` of inputs and answers. */
export const customValues: z.ZodType<CustomValues> = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
)

export const CustomFieldUnknown = defineError<{ table: string; field: string; known: readonly string[] }>({
  code: 'CUSTOM_FIELD_UNKNOWN',
  status: 422,
  summary: 'A custom field was named that nobody declares.',
  message: ({ table, field }) => `${table} has no custom field "${field}".`,
  mend: ({ known }) =>
    known.length > 0
      ? `Use one of: ${known.join(', ')}.`
      : 'Declare it with customField() in a plugin, or in createEngine({ customFields }).',
})

export const CustomFieldInvalid = defineError<{ table: string; field: string; rule: string; value: string }>({
  code: 'CUSTOM_FIELD_INVALID',
  status: 422,
  summary: 'The value of a custom field breaks its rule.',
  message: ({ table, field, rule, value }) => `The custom field "${field}" of ${table} ${rule}, but is ${value}.`,
  mend: 'Mend the value; nothing was written.',
})

export const customColumn = (name: string): string => `x${name.charAt(0).toUpperCase()}${name.slice(1)}`

/** The custom fields of one table, turned to and from its columns. */
export class CustomFields {
  readonly #table: string
  readonly #fields: ReadonlyMap<string, CustomField>

  constructor(table: string, fields: readonly CustomField[]) {
    this.#table = table
    this.#fields = new Map(fields.map((field) => [field.name, field]))
  }

  /** The columns for what a caller passed as `custom`. */
  toColumns(values: CustomValues | undefined): Row {
    const columns: Record<string, Value> = {}
    for (const [name, value] of Object.entries(values ?? {})) {
      const field = this.#fields.get(name)
      if (field === undefined) {
        throw CustomFieldUnknown.create({ table: this.#table, field: name, known: [...this.#fields.keys()] })
      }
      columns[customColumn(name)] = value === null ? null : this.#checked(field, value)
    }
    return columns
  }

  /** What a caller gets as `custom`: the fields that have a value. */
  fromRow(row: object): CustomValues {
    const values: Record<string, CustomValue> = {}
    for (const name of this.#fields.keys()) {
      const value = (row as Row)[customColumn(name)]
      if (value === null || value === undefined) continue
      values[name] = typeof value === 'bigint' ? value.toString() : (value as CustomValue)
    }
    return values
  }

  /** A filter for rows whose custom fields have these values: `where: { ...fields.toFilter({ weddingDate: '2026-05-20' }) }`. */
  toFilter(values: CustomValues | undefined): Filter<unknown> {
    return this.toColumns(values) as Filter<unknown>
  }

  #checked(field: CustomField, value: CustomValue): Value {
    const refuse = (rule: string): never => {
      throw CustomFieldInvalid.create({ table: this.#table, field: field.name, rule, value: shown(value) })
    }
    const parsed = field.schema?.safeParse(value)
    if (parsed?.success === false) refuse(`breaks its rule (${parsed.error.issues[0]?.message ?? 'invalid'})`)
    const stored =
      field.column.kind === 'money' && typeof value === 'string' && /^-?\d{1,18}$/.test(value) ? BigInt(value) : value
    const rule = ruleBroken(field.column, stored)
    return rule === undefined ? stored : refuse(rule)
  }
}
