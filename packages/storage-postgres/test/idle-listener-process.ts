/** Another process that does nothing but listen: it must end by itself. */
import { postgres } from '../src/index.ts'

const [, , url = '', schema = ''] = process.argv
const store = postgres({ url, schema })
await store.wakeUps?.listen(() => undefined)
process.send?.('listening')
process.disconnect?.()
