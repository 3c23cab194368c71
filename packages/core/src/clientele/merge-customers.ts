/** What becomes of marks where two customers are one person. What is derived is worked out anew after the merge. */
import { customerReferences, customersMerging, customersUnmerging } from '../customers/index.ts'
import { on } from '../engine/hook.ts'
import { entry } from '../engine/registry.ts'
import {
  clienteleBranches,
  clienteleClasses,
  clienteleCustomers,
  clienteleFacets,
  clienteleMarks,
  clienteleOrders,
} from './tables.ts'

/** What was said of the survivor stands; what was said of the other alone is said of the survivor as well. */
const joinMarks = on(customersMerging, async ({ store }, { survivorId, mergedId, notes }) => {
  const where = { customerId: { in: [survivorId, mergedId] } }
  const marks = await store.findForUpdate(clienteleMarks, { where, orderBy: ['customerId', 'code'], limit: 'all' })
  const said = new Set(marks.flatMap(({ customerId, code }) => (customerId === survivorId ? [code] : [])))
  const taken = marks.filter(({ customerId, code }) => customerId === mergedId && !said.has(code))
  for (const { code, belongs, reason, at, actor } of taken) {
    store.insert(clienteleMarks, { customerId: survivorId, code, belongs, reason, at, actor })
  }
  notes.clientele = taken.map(({ code }) => code)
})

const partMarks = on(customersUnmerging, async ({ store }, { survivorId, notes }) => {
  const taken = notes.clientele as readonly string[]
  await store.deleteWhere(clienteleMarks, { customerId: survivorId, code: { in: taken } })
})

export const mergeHooks = [joinMarks, partMarks]

export const clienteleReferences = [
  clienteleOrders,
  clienteleCustomers,
  clienteleBranches,
  clienteleFacets,
  clienteleClasses,
  clienteleMarks,
].map((table) => entry(customerReferences, { table, column: 'customerId', onMerge: 'stays' }))
