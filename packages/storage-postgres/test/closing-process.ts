/** Announces a commit and closes the store, with nothing else that keeps the process alive: `closing-process.ts <url>`. */
import { postgres } from '../src/index.ts'

const store = postgres({ url: process.argv[2] ?? '' })
await store.check()
store.wakeUps?.announce()
await store.close()
