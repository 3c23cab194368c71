/** Another process that counts in the same store. */
import { sqlite } from '../src/index.ts'
import { counters, eq, hitsOf } from './tables.ts'

const [, , file = '', times = '0'] = process.argv
const store = sqlite({ file })
await store.check()
process.send?.('ready')
for (let round = 0; round < Number(times); round++) {
  await store.transaction(async (tx) => {
    const hits = await hitsOf(tx, 'shared')
    await tx.update(counters, eq('name', 'shared'), { hits: hits + 1 })
  })
}
await store.close()
process.disconnect?.()
