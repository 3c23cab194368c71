/** Makes a folder in memory in the place that it is given, says where it is, and waits to be killed. */
import { makeMemoryFolder } from '../src/memory-folder.ts'

const folder = makeMemoryFolder(process.argv[2], 1)
process.stdout.write(folder?.path ?? 'none')
setInterval(() => undefined, 60_000)
