/** Changes what is picked in a selection, and keeps the change. */
import type { CommandContext } from '../engine/context.ts'
import type { Json } from '../values/json.ts'
import { applyChange, type Content, type ContentChange, isEmptyChange } from './content.ts'
import { PicksTooMany } from './errors.ts'
import { contentOf } from './hold-selection.ts'
import { type SelectionRow, selectionChanges, selectionSelections } from './tables.ts'

export type ContentChangeKind = 'pick' | 'unpick' | 'compose' | 'drop' | 'undo'

/** The most picks and places of one selection: it is kept whole. */
export const mostPicks = 5000

/**
 * Writes a change of a selection that is locked and open. What changes nothing is not kept.
 *
 * @throws PICKS_TOO_MANY
 */
export async function changeSelection(
  context: CommandContext,
  row: SelectionRow,
  {
    kind,
    change,
    below = row.undoable,
  }: {
    readonly kind: ContentChangeKind
    readonly change: ContentChange
    /** What undo would take back after this. */
    readonly below?: number
  },
): Promise<SelectionRow> {
  if (isEmptyChange(change)) return row
  const content = applyChange(contentOf(row), change)
  if (sizeOf(content) > mostPicks) throw PicksTooMany.create({ selectionId: row.id, most: mostPicks })
  const number = row.lastChange + 1
  context.store.insert(selectionChanges, {
    selectionId: row.id,
    number,
    branch: row.branch,
    kind,
    change: change as unknown as Json,
    below,
    actor: context.actor,
    at: context.now,
  })
  return context.store.update(selectionSelections, row, {
    content: content as unknown as Json,
    lastChange: number,
    undoable: kind === 'undo' ? below : number,
    revision: row.revision + 1,
  })
}

const sizeOf = ({ retouch, originals, products }: Content): number =>
  retouch.length + originals.length + products.reduce((sum, { places }) => sum + places.length + 1, 0)
