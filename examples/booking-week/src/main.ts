/** `pnpm example booking-week`. */
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tellStory } from '@calotype/example-story'
import { openStudio } from './studio.ts'
import { runWeek } from './week.ts'

await tellStory(openStudio, async (studio) => {
  const { checks, feed } = await runWeek(studio)
  const file = join(tmpdir(), 'booking-week.ics')
  await writeFile(file, feed)
  studio.print.line(`written: ${file}`)
  return checks
})
