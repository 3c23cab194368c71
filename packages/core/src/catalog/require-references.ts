/** Refuses items that name others wrongly, before anything of them is written. */
import type { CommandContext } from '../engine/context.ts'
import { ItemPartInvalid, ItemReferenceInvalid } from './errors.ts'
import { partsOf } from './item.ts'
import { codesLike, findItems } from './read-items.ts'
import { referenceFault, referencesOf, type WithReferences } from './references.ts'

/**
 * What an item names must be in the catalogue and still sold, with the variants and choices that it has. One statement; none where
 * nothing is named.
 *
 * @throws ITEM_REFERENCE_INVALID naming the field, ITEM_PART_INVALID where an item includes itself
 */
export async function requireReferences(context: CommandContext, code: string, of: WithReferences): Promise<void> {
  const references = referencesOf(of)
  if (references.length === 0) return
  const itself = references.find(({ item }) => item === code)
  if (itself !== undefined) {
    const part = `${itself.path}.${itself.key}`
    throw ItemPartInvalid.create({ item: code, part, rule: 'must not name the item itself' })
  }
  const found = await findItems(
    context,
    references.map(({ item }) => item),
  )
  for (const reference of references) {
    const { path, key, item } = reference
    const row = found.get(item)
    if (row === undefined) {
      const rule = 'must be the code of an item of the catalogue'
      const known = await codesLike(context, item)
      throw ItemReferenceInvalid.create({ item: code, field: `${path}.${key}`, rule, value: item, known })
    }
    const { code: own, kind, active } = row
    const fault = referenceFault(reference, { code: own, kind, active, parts: partsOf(row) })
    if (fault !== undefined) throw ItemReferenceInvalid.create({ item: code, ...fault })
  }
}
