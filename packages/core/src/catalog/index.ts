/** What other rooms and hosts use of the catalogue. */
export { type Category, defaultCategories, defaultCategory } from './default-categories.ts'
export { chooseOptions, chooseVariant, type MadeChoice } from './choose-parts.ts'
export {
  changeEntitlements,
  type CountedEntitlement,
  countedEntitlements,
  type EntitlementChanges,
  type Entitlements,
  entitlementsSchema,
} from './entitlements.ts'
export * from './errors.ts'
export * from './events.ts'
export { type Item, partsOf, shootType } from './item.ts'
export {
  type BundleComponent,
  type ChosenOptions,
  chosenSchema,
  type ItemAddOn,
  type ItemParts,
  type ItemUpgrade,
  type ItemVariant,
  type ListPrice,
  listPriceSchema,
  type OptionChoice,
  type OptionGroup,
  priceByList,
} from './item-parts.ts'
export { type ItemSnapshot, snapshotItem } from './item-snapshot.ts'
export type { ItemVersion } from './item-version.ts'
export { type AddCategory, addCategory } from './operations/add-category.ts'
export { type AddItem, addItem } from './operations/add-item.ts'
export { type ChangeItem, changeItem } from './operations/change-item.ts'
export { type GetItem, getItem } from './operations/get-item.ts'
export { type GetItemVersion, getItemVersion } from './operations/get-version.ts'
export { type CategoryList, type ListCategories, listCategories } from './operations/list-categories.ts'
export { type ItemPage, type ListItems, listItems } from './operations/list-items.ts'
export { type ItemVersionPage, type ListItemVersions, listItemVersions } from './operations/list-versions.ts'
export { type RetireItem, retireItem } from './operations/retire-item.ts'
export { catalogRoom } from './plugin.ts'
export { itemsByCode, requireItem } from './read-items.ts'
export { itemAsOf, itemVersions, type VersionName } from './read-versions.ts'
export { catalogCategories, catalogItems, catalogVersions, type ItemRow } from './tables.ts'
export { type ItemUpdate, updateItems } from './write-item.ts'
