/** Kysely as a compiler: statements are built and compiled by it, and never run. */
import { type Compilable, type Dialect, DummyDriver, Kysely, type RawBuilder, sql } from 'kysely'

/** Any table, any column: what stands in the database is declared elsewhere. */
export type Builder = Kysely<Record<string, Record<string, unknown>>>

/** Kysely's own parts for a database; of its driver it needs none. */
export type KyselyParts = Pick<Dialect, 'createAdapter' | 'createIntrospector' | 'createQueryCompiler'>

/** `schema`: where the tables lie, if they are to be named with it. */
export function builderOf(kysely: KyselyParts, schema: string | undefined): Builder {
  const builder: Builder = new Kysely({ dialect: { ...kysely, createDriver: () => new DummyDriver() } })
  return schema === undefined ? builder : builder.withSchema(schema)
}

/** A place for a value: compiled as a parameter, which is given with every run. */
export const place = (): RawBuilder<never> => sql`${sql.val(placeMark)}`

const placeMark = '?'

/** The text of a statement whose values are all places, in the order in which they stand. */
export function textOf(builder: Builder, statement: Compilable | RawBuilder<unknown>): string {
  return statement.compile(builder).sql
}
