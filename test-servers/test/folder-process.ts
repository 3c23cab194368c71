/** Makes a folder in memory in the place that it is given, starts a server in it, says where it is, and waits to be killed. */
import { PostgresServer } from '../src/index.ts'
import { makeMemoryFolder } from '../src/memory-folder.ts'

const folder = makeMemoryFolder(process.argv[2], 1)
process.env.TMPDIR = folder?.path
await PostgresServer.start()
process.stdout.write(folder?.path ?? 'none')
setInterval(() => undefined, 60_000)
