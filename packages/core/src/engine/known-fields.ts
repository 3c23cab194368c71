/** Which fields an object of a schema has. */
import { z } from 'zod'

interface Described {
  readonly properties?: Readonly<Record<string, Described>>
  readonly items?: Described
  readonly anyOf?: readonly Described[]
  readonly allOf?: readonly Described[]
  readonly oneOf?: readonly Described[]
}

/** The names of the fields at a path of what the schema takes; none where it cannot tell. For messages: it describes the whole schema. */
export function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described
  let at: readonly Described[] = alternatives(described)
  for (const step of path) at = at.flatMap((one) => within(one, step))
  return [...new Set(at.flatMap(({ properties = {} }) => Object.keys(properties)))]
}

const alternatives = (one: Described): readonly Described[] => [
  one,
  ...[...(one.anyOf ?? []), ...(one.allOf ?? []), ...(one.oneOf ?? [])].flatMap(alternatives),
]

function within({ items, properties }: Described, step: PropertyKey): readonly Described[] {
  const found = typeof step === 'number' ? items : properties?.[String(step)]
  return found === undefined ? [] : alternatives(found)
}
