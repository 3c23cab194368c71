/** What a line copies of what is sold, so that a later change of the catalogue changes no order. Pure. */
import type { SoldLine } from '../pricing/index.ts'

export function soldItem(sold: SoldLine) {
  const { item, variant, choices, bundle } = sold
  return {
    itemId: item.itemId,
    itemVersion: item.itemVersion,
    itemCode: item.code,
    variant: variant?.code ?? null,
    options: choices.map(({ group, choice }) => ({
      group: group.code,
      groupName: group.name,
      choice: choice.code,
      groupNameEn: group.nameEn ?? null,
      name: choice.name,
      nameEn: choice.nameEn ?? null,
      price: choice.price,
    })),
    bundle:
      bundle === null
        ? null
        : {
            ...{ item: bundle.code, itemId: bundle.itemId, itemVersion: bundle.itemVersion },
            ...{ name: bundle.name, nameEn: bundle.nameEn },
          },
    name: variant === null ? item.name : `${item.name} · ${variant.name}`,
    // A variant without a name in English is told by its code, which is of no language.
    nameEn:
      variant === null || item.nameEn === null ? item.nameEn : `${item.nameEn} · ${variant.nameEn ?? variant.code}`,
    kind: item.kind,
    category: item.category,
    shootType: item.shootType,
    taxRate: item.taxRate,
  }
}
