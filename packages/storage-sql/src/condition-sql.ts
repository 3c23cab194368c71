/** A condition in its normal form as SQL. Its places stand in the order of the parameters. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { place } from './builder.ts'
import type { Condition, Listable } from './condition.ts'
import type { Piece, Syntax } from './syntax.ts'
import type { ColumnPlan } from './table-plan.ts'

type Test = RawBuilder<SqlBool>

export function conditionSql(dialect: Syntax, condition: Condition): Test {
  switch (condition.is) {
    case 'always':
      return sql`1 = 1`
    case 'never':
      return sql`1 = 0`
    case 'and':
    case 'or': {
      const parts = condition.of.map((part) => conditionSql(dialect, part))
      const [only] = parts
      if (only !== undefined && parts.length === 1) return only
      return sql`(${sql.join(parts, condition.is === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'null':
      return sql`${condition.column.ref} is null`
    case 'not null':
      return sql`${condition.column.ref} is not null`
    case 'compared': {
      const { column, operator, orNull } = condition
      const test: Test = sql`${subject(dialect, condition)} ${sql.raw(operator)} ${place()}`
      return orNull ? sql`(${test} or ${column.ref} is null)` : test
    }
    case 'begins': {
      const left = subject(dialect, condition)
      const test: Test = condition.hasEnd
        ? sql`(${left} >= ${place()} and ${left} < ${place()})`
        : sql`${left} >= ${place()}`
      return complemented(condition, test)
    }
    case 'contains':
      return complemented(condition, sql`${dialect.contains(subject(dialect, condition), place())}`)
    case 'listed': {
      const { column, count } = condition
      const test: Test =
        count === undefined
          ? sql`${dialect.inList?.(column.ref, place())}`
          : sql`${column.ref} in (${sql.join(Array.from({ length: count }, place))})`
      return complemented(condition, test)
    }
    case 'beyond': {
      const refs = condition.columns.map(({ ref }) => ref)
      const values = condition.columns.map(place)
      if (refs.length === 1) return sql`${refs[0]} ${sql.raw(condition.operator)} ${values[0]}`
      return sql`(${sql.join(refs)}) ${sql.raw(condition.operator)} (${sql.join(values)})`
    }
  }
}

function subject(
  dialect: Syntax,
  { column, folded }: { readonly column: ColumnPlan; readonly folded: boolean },
): Piece {
  return folded ? dialect.folded(column.ref) : column.ref
}

function complemented({ column, negated }: { readonly column: Listable; readonly negated: boolean }, test: Test): Test {
  if (!negated) return test
  return column.column.nullable ? sql`(not (${test}) or ${column.ref} is null)` : sql`not (${test})`
}
