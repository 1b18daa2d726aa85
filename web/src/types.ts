// The records of docs/serve.md.

export interface Span {
  start: number;
  end: number;
}
export interface ArticleReference {
  path: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  story: string | null;
}
export type References = Record<string, ArticleReference>;

export interface Article {
  article: string;
  path: string;
  title: string | null;
  outlet: string | null;
  byline: string | null;
  published: string | null;
  url: string | null;
  words: number;
  story: string | null;
  language: string | null;
  links: string[];
  text?: string;
  takers: number;
  sources: number;
}
export interface Story {
  id: string;
  title: string | null;
  articles: number;
  origins: number;
  outlets: number;
  first_published: string | null;
  last_published: string | null;
}
export interface FamilySummary {
  id: string;
  text: string;
  names: string[];
  reports: number;
  articles: number;
  outlets: number;
  changes: number;
  meaning_changes: number;
  /** The shortest change of the meaning, else of the wording. */
  gravest?: { change: string; from: string; to: string; weight: 'wording' | 'meaning'; detail: string | null };
}
export interface Mention extends Span {
  text: string;
}
export interface Quotation {
  id: string;
  article: string;
  article_id: string;
  kind: 'direct' | 'mixed' | 'indirect' | 'scare';
  text: string;
  content: Span[];
  quoted: Span[];
  cue: (Mention & { class: string | null }) | null;
  source: (Mention & { name: string | null }) | null;
  via: Mention[];
  unattributed: string | null;
  confidence: number;
  family: string | null;
  speaker: string | null;
  speaks_for?: Mention;
  published: string | null;
  outlet: string | null;
}
export interface Evidence extends Span {
  kind: string;
  article: string;
  article_id: string;
  text: string;
}
export interface Derivation {
  from: string;
  from_id: string;
  to: string;
  to_id: string;
  story: string;
  direction: 'known' | 'likely' | 'unknown';
  confidence: number;
  relation: 'derivation' | 'version' | 'lost-ancestor';
  /** "x1": an article that is not in the collection and that both are from. */
  lost_ancestor: string | null;
  evidence: Evidence[];
}
export interface Speaker {
  id: string;
  name: string;
  kind: string;
  spellings: string[];
  quotations: number;
  first_published: string | null;
  last_published: string | null;
}
export interface Skip {
  path: string;
  line: number;
  byte_offset: number;
  status: string;
  reason: string;
  outcome: 'skipped' | 'failed' | 'noted';
}
export interface Totals {
  articles: number;
  words: number;
  outlets: number;
  stories: number;
  quotations: number;
  speakers: number;
  families: number;
  passages: number;
  derivations: number;
  files: number;
  duplicates: number;
  skips: number;
}
export interface Start {
  collection: string;
  version: string;
  traced: boolean;
  totals: Totals;
  largest_stories: Story[];
  widest_stories: Story[];
  most_changed: FamilySummary[];
  widest_quotations: FamilySummary[];
  most_copied: Article[];
  most_quoted: Speaker[];
  skipped: Skip[];
}
export interface Page<T> {
  total: number;
  offset: number;
  limit: number;
  items: T[];
}
export interface StoryView {
  story: Story;
  nodes: Article[];
  edges: Derivation[];
  families: FamilySummary[];
}
export type Verdict = 'own' | 'reworded' | 'edited' | 'copied' | 'boilerplate' | 'uncredited' | 'credited';
export interface Part extends Span {
  what: Verdict;
  from?: string;
  passage?: string;
}
export interface ArticlePassage {
  id: string;
  here: Span;
  there: Span & { article: string; article_id: string };
  words: number;
  identity: number;
  kind: 'copied' | 'edited' | 'reworded';
  quotation: boolean;
  boilerplate: boolean;
  role: 'taken' | 'given' | 'boilerplate';
  told: boolean;
  grounds: { why: string } | null;
}
export interface ArticleView {
  article: Article & { text: string };
  blocks: (Span & { role: string })[];
  edges: Derivation[];
  quotations: Quotation[];
  passages: ArticlePassage[];
  parts: Part[];
  shares: Record<Verdict, number>;
  articles: References;
}
export interface Variant {
  change: string;
  from: string;
  to: string;
  quotations: string[];
  weight: 'wording' | 'meaning';
  detail: string | null;
}
export interface Piece {
  column: number;
  text: string;
  change?: string;
  weight?: 'wording' | 'meaning';
  detail?: string;
}
export interface Reading {
  quotation: string | null;
  article: string;
  article_id: string;
  name: string | null;
  base: boolean;
  pieces: Piece[];
}
export interface FamilyView {
  family: {
    id: string;
    text: string;
    names: string[];
    members: (Span & { quotation: string | null; article: string; text: string })[];
    variants: Variant[];
    reports: number;
    outlets: number;
    changes: number;
    meaning_changes: number;
  };
  columns: number;
  readings: Reading[];
  quotations: Quotation[];
  articles: References;
}
export interface CompareBlock {
  kind: 'equal' | 'changed' | 'moved' | 'only-a' | 'only-b';
  a: Span;
  b: Span;
}
export interface CompareView {
  a: Article & { text: string };
  b: Article & { text: string };
  a_words: number;
  b_words: number;
  a_shared_words: number;
  b_shared_words: number;
  blocks: CompareBlock[];
  edges: Derivation[];
}
export interface Hit extends Span {
  article: string;
  article_id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  story: string | null;
  before: string;
  text: string;
  after: string;
  query: Span;
  words: number;
  identity: number;
  looked_for: string;
  blocks: CompareBlock[];
}
export interface FindView extends Page<Hit> {
  q: string;
  candidates: number;
  searched: number;
  from: number;
}
export interface PersonView extends Page<Quotation> {
  person: Speaker;
  families: FamilySummary[];
  families_total: number;
  articles: References;
}
export interface OutletsView {
  outlets: { name: string; articles: number; given: number; taken: number }[];
  takings: { from: string; to: string; derivations: number; from_id: string; to_id: string }[];
}
export interface VersionsView extends Page<Derivation> {
  articles: References;
}
export interface ReadingView extends Page<Skip> {
  collection: string;
  version: string;
  traced: boolean;
  totals: Totals;
}
/** A file that was read: seen = kept + duplicate + skipped + failed. */
export interface Source {
  path: string;
  format: string;
  size_bytes: number;
  read_bytes: number;
  seen: number;
  kept: number;
  duplicate: number;
  skipped: number;
  failed: number;
}
export interface Duplicate {
  source: string;
  record: number;
  article: string;
  article_id: string;
}
