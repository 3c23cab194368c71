/** One person under several ids: a room that merges what it took for two people says so here. */
import type { CommandContext, QueryContext } from '../../context.ts'
import { defineRegistry, type Registry } from '../../registry.ts'

type Reading = Pick<QueryContext | CommandContext, 'store'>

/** Tells all ids of a person. */
export interface PersonIdentities {
  /** The kind of person, as tables name it in `subject`. */
  readonly kind: string
  /** Every id of the person who has this one, that one included. Empty where nobody has it. */
  idsOf(context: Reading, id: string): Promise<readonly string[]>
}

/** What is exported or erased of a person is exported or erased under every id of that person. One entry a kind. */
export const personIdentities: Registry<PersonIdentities> = defineRegistry<PersonIdentities>(
  'people.identities',
  ({ kind }) => kind,
)

/** The ids of a person; the one given where nothing tells of more. */
export async function personIds(
  context: Reading & Pick<QueryContext, 'entries'>,
  kind: string,
  id: string,
): Promise<readonly string[]> {
  const known = await context
    .entries(personIdentities)
    .find((one) => one.kind === kind)
    ?.idsOf(context, id)
  return known === undefined || known.length === 0 ? [id] : known
}
