/** Another process that starts an engine each time it is told to, and says what it migrated; it ends with its parent. */
import { createEngine } from '@calotype/core'
import { type OpeningData, openingOf } from './migration-opening.ts'
import { versions } from './gallery-plugin.ts'

export interface Start {
  readonly opening: OpeningData
  readonly version: 'yesterday' | 'today'
  /** What it adds after its start. */
  readonly title: string
  /** Whether it is to die where it would send its first change of a table that stands. */
  readonly diesAtAlter: boolean
}

process.on('message', (start: Start) => {
  void run(start).then(
    (steps) => process.send?.({ steps }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  )
})
// Whatever a start that failed may have left open.
process.on('disconnect', () => process.exit())
process.send?.('ready')

async function run({ opening, version, title, diesAtAlter }: Start): Promise<number> {
  const storage = openingOf(opening, (sql) => {
    if (diesAtAlter && /^alter table/i.test(sql)) process.kill(process.pid, 'SIGKILL')
  })
  const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai' }
  const engine = await createEngine({ storage, studio, plugins: [versions[version]], background: false })
  await engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'o', roles: ['owner'] } }).gallery.add({ title })
  const steps = engine.migrations.steps.length
  await engine.close()
  return steps
}
