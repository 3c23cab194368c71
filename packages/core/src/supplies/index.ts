/** What other rooms, plugins and hosts may import of the room of supplies. */
export {
  GoodsNotDue,
  GoodsNumbersMissing,
  NeedInvalid,
  NeedsChanged,
  NeedsTooMany,
  OutOfStock,
  type ShortLine,
} from './errors.ts'
export { type NeedsSet, needsSet, type PromisesLapsed, promisesLapsed, suppliesEvents } from './events.ts'
export type { OrderCosts, ReadCostsOf } from './operations/costs-of.ts'
export type { CoverOrder } from './operations/cover.ts'
export type { AskDemand, Demand } from './operations/demand.ts'
export type { ListNeedVersions, NeedVersionPage } from './operations/list-need-versions.ts'
export type { ReadNeedsOf } from './operations/needs-of.ts'
export type { ReadNeeds } from './operations/read-needs.ts'
export type { SetNeeds } from './operations/set-needs.ts'
export type { ListShortages, Shortage, Shortages } from './operations/shortages.ts'
export { type SuppliesOperations, suppliesRoom } from './plugin.ts'
export type { LineNeed } from './present-line-needs.ts'
export type { ItemNeeds } from './present-needs.ts'
export type { SuppliesSettings } from './settings.ts'
export {
  type ItemNeedsRow,
  type LineNeedRow,
  suppliesItemNeeds,
  suppliesItemNeedVersions,
  suppliesLineNeeds,
  suppliesUses,
  type UseRow,
} from './tables.ts'
