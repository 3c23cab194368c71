/** The room of the catalogue. */
import { definePlugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { addCategory } from './operations/add-category.ts'
import { addItem } from './operations/add-item.ts'
import { changeItem } from './operations/change-item.ts'
import { getItem } from './operations/get-item.ts'
import { getItemVersion } from './operations/get-version.ts'
import { listCategories } from './operations/list-categories.ts'
import { listItemVersions } from './operations/list-versions.ts'
import { listItems } from './operations/list-items.ts'
import { retireItem } from './operations/retire-item.ts'
import { catalogCategories, catalogItems, catalogVersions } from './tables.ts'

const reading = ['catalog.get', 'catalog.list', 'catalog.categories', 'catalog.versions', 'catalog.version']

export const catalogRoom = definePlugin({
  name: 'catalog',
  version: engineVersion,
  tables: [catalogItems, catalogVersions, catalogCategories],
  operations: {
    addItem,
    changeItem,
    retireItem,
    get: getItem,
    list: listItems,
    versions: listItemVersions,
    version: getItemVersion,
    addCategory,
    categories: listCategories,
  },
  roles: {
    owner: ['*'],
    manager: ['catalog.*'],
    cashier: reading,
    reception: reading,
    photographer: reading,
    accountant: reading,
  },
  events: Object.values(events),
  errors: Object.values(errors),
})
