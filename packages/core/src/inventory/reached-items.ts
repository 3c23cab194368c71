/** Which other items the cost of some may reach: what was made of them since, and what is being made of them meanwhile. */
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import type { MovementDraft } from './movement-draft.ts'
import { madeOf, recipeLines } from './recipe.ts'
import { inventoryLines, inventoryPools, inventoryRecipes } from './tables.ts'

/**
 * Items whose pools are to be locked with those of the movement, in the order of all their keys, so that nobody who produces waits
 * crosswise. What was made since is asked of the movements; what somebody makes before the locks are had, of the recipes. Nothing is
 * asked of what happens now; otherwise two statements, one more where a recipe takes what is moved, and two for each stage of making.
 */
export async function reachedItems(context: CommandContext, draft: MovementDraft): Promise<readonly string[]> {
  const from = await reachesFrom(context, draft)
  if (from === undefined || draft.kind === 'move') return []
  const { store, branch } = context
  const moved = draft.lines.map((line) => line.itemId)
  const reached = new Set([...moved, ...(await madeByRecipes(context, moved))])
  let next = [...reached]
  while (next.length > 0) {
    const taken = await store.find(inventoryLines, {
      where: { branch, itemId: { in: next }, at: { gte: from }, kind: 'production', quantity: { lt: 0 } },
      limit: 'all',
    })
    if (taken.length === 0) break
    const made = await store.aggregate(inventoryLines, {
      where: { movementId: { in: [...new Set(taken.map((row) => row.movementId))] }, quantity: { gt: 0 } },
      groupBy: ['itemId'],
      measures: {},
      limit: 'all',
    })
    next = made.map(({ itemId }) => itemId).filter((itemId) => !reached.has(itemId))
    for (const itemId of next) reached.add(itemId)
  }
  return [...reached]
}

/** Of what recipes make of the items, stage by stage, all that was in this branch ever: no pool is made for what may never come. */
async function madeByRecipes(
  { store, branch }: CommandContext,
  itemIds: readonly string[],
): Promise<readonly string[]> {
  const recipes = await store.find(inventoryRecipes, { where: { makesItemId: { ne: null } }, limit: 'all' })
  const made = madeOf(
    recipes.map((recipe) => ({ makesItemId: recipe.makesItemId, lines: recipeLines(recipe) })),
    itemIds,
  )
  if (made.length === 0) return []
  const pools = await store.find(inventoryPools, { where: { branch, itemId: { in: made } }, limit: 'all' })
  return pools.map(({ itemId }) => itemId)
}

/** The moment from which costs may change; undefined where none do. */
async function reachesFrom({ store, now }: CommandContext, draft: MovementDraft): Promise<Instant | undefined> {
  if (draft.kind !== 'priceCorrection') return draft.at === undefined || draft.at >= now ? undefined : draft.at
  const movementIds = [...new Set(draft.lines.flatMap(({ of }) => of?.movementId ?? []))]
  const [first] = await store.find(inventoryLines, {
    where: { movementId: { in: movementIds } },
    orderBy: ['at'],
    limit: 1,
  })
  return first?.at
}
