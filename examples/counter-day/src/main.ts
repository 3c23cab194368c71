/** `pnpm example counter-day`. */
import { tellStory } from '@calotype/example-story'
import { runDay } from './day.ts'
import { openStudio } from './studio.ts'

await tellStory(openStudio, runDay)
