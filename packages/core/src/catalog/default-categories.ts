/** The categories that every studio has, and the accounts that earn their income. Pure: usable without any row. */

export interface Category {
  readonly code: string
  readonly name: string
  readonly nameEn: string | null
  /** An account of the ledger. */
  readonly incomeAccount: string
}

export const defaultCategories = [
  { code: 'package', name: '套系', nameEn: 'Package', incomeAccount: 'Income:Package' },
  { code: 'dress-rental', name: '礼服租赁', nameEn: 'Dress rental', incomeAccount: 'Income:DressRental' },
  { code: 'makeup', name: '化妆造型', nameEn: 'Make-up', incomeAccount: 'Income:Makeup' },
  { code: 'album-add-on', name: '相册加项', nameEn: 'Album add-on', incomeAccount: 'Income:AlbumAddOns' },
  { code: 'second-sale', name: '二销加片', nameEn: 'Second sale, extra images', incomeAccount: 'Income:SecondSale' },
  { code: 'product', name: '产品', nameEn: 'Product', incomeAccount: 'Income:Product' },
  { code: 'service', name: '服务', nameEn: 'Service', incomeAccount: 'Income:Product' },
] as const satisfies readonly Category[]

/** The default category of a code, or undefined. */
export function defaultCategory(code: string): Category | undefined {
  return defaultCategories.find((category) => category.code === code)
}

/** The default categories with the studio's own in their place or after them. */
export function mergeCategories(own: readonly Category[]): Category[] {
  const byCode = new Map<string, Category>(defaultCategories.map((category) => [category.code, category]))
  for (const { code, name, nameEn, incomeAccount } of own) byCode.set(code, { code, name, nameEn, incomeAccount })
  return [...byCode.values()]
}
