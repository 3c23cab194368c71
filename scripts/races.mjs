// Has many processes want the same at the same time: `pnpm races bookings` is `pnpm faults bookings-parallel`, and so are the others.
import { fileURLToPath } from 'node:url'
import { run } from './pnpm.mjs'

const given = process.argv.slice(2).filter((argument, at) => at > 1 || argument !== '--')
const [name, ...rest] = given
const faults = fileURLToPath(new URL('faults.mjs', import.meta.url))
if (name === undefined || name.startsWith('-')) {
  console.error('Say what is raced for: pnpm races bookings. `pnpm faults --list` lists all that ends in -parallel.')
  process.exit(1)
}
process.exit(run(process.execPath, [faults, `${name}-parallel`, ...rest]))
