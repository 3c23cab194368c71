/** What a paper is made of. */
import type { Language } from './template.ts'

export interface PaperTable {
  readonly kind: 'table'
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The columns that hold figures, from 0. */
  readonly figures: readonly number[]
}

export type PaperBlock =
  | { readonly kind: 'title' | 'heading' | 'note' | 'warning'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly emphasised: boolean }
  | PaperTable

export interface Paper {
  readonly language: Language
  readonly title: string
  readonly blocks: readonly PaperBlock[]
}
