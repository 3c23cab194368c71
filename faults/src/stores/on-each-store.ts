/** An empty store of each kind, one after the other; told where the machine has none. */
import { join } from 'node:path'
import { temporaryFolder } from '../run/folder.ts'
import type { Place } from './place.ts'
import { ownServer, whyNoMariadb } from './servers.ts'

export async function onEach(
  kinds: readonly Place['kind'][],
  only: Place['kind'] | undefined,
  work: (place: Place) => Promise<void>,
): Promise<void> {
  for (const kind of kinds) {
    if (only !== undefined && only !== kind) continue
    const absent = kind === 'mysql' ? whyNoMariadb() : undefined
    if (absent !== undefined) {
      console.log(`  mysql: skipped, since ${absent}`)
      continue
    }
    const server = kind === 'sqlite' ? undefined : await ownServer(kind)
    try {
      await work((await server?.create()) ?? { kind: 'sqlite', file: join(temporaryFolder(), 'studio.db') })
    } finally {
      await server?.remove()
    }
  }
}
